import { roomyResources, resourceId } from "../lib/fill.mjs"
import { deskQueriesOn } from "./desk-queries.mjs"
import { load } from "./sources.mjs"

/** Why a list may read a whole table. Every other whole table is a fault, but for those of resources and blackouts. */
const MOST = "most of its rows are asked for, and counted"
const NO_INDEX = "ended holds have no index of dates: it would be written whenever a hold ends"
const ANYWHERE = "a text may stand anywhere in ten columns"
const EVERY_RESOURCE = "every resource is asked for"

/**
 * What is explained. `act` is the one call of the module's facade that is watched, with what `arrange` made ready for
 * it; `rows` counts what it answered. `reads` names a table that it may read row by row, and why.
 */
export function queriesOn(service, db, { resources, dates }) {
  const { addDays, todayIn } = load("src/modules/resource_booking/domain/calendar-date.ts")
  const today = todayIn("Australia/Brisbane", new Date())
  const day = (n) => addDays(today, n)
  const roomy = roomyResources(resources)
  let calls = 0

  const one = async (statement, values) => (await db.query(statement, values)).rows[0]
  const claim = (first, last = first, number = calls % roomy) => ({
    resource_id: resourceId(number),
    start_date: day(first),
    end_date: day(last),
    quantity: 1,
  })
  const cart = (...items) => ({
    customer_email: `buyer${++calls}@example.com`,
    idempotency_token: `token-of-plan-${Date.now()}-${calls}`,
    items,
  })
  const held = async (...items) => (await service.placeHold(cart(...items))).holds[0].id
  const ending = (ids, minutes) =>
    db.query(
      `update resource_hold set expires_at = clock_timestamp() + $2 * interval '1 minute',
         created_at = clock_timestamp() - interval '40 minutes' where id = any ($1)`,
      [ids, minutes],
    )
  const hundredEnding = async (minutes) => {
    const ids = []
    while (ids.length < 100) ids.push(await held(claim(20)))
    await ending(ids, minutes)
  }
  const aDateWith = async (least, most) => {
    const { resource_id, date, quantity } = await one(
      `select resource_id, date::text, available_capacity as quantity from resource_capacity
       where date > $1 and available_capacity between $2 and $3 and max_capacity < 100
       order by date, resource_id limit 1`,
      [today, least, most],
    )
    return { resource_id, dates: [date], quantity: Math.max(1, quantity) }
  }
  const aBooking = () =>
    one(
      `select a.id, a.booking_id, a.order_id, a.customer_id, a.resource_id, h.cart_id
       from resource_allocation a
       join resource_hold h on h.id = a.hold_id
       where a.cancelled_at is null and a.customer_id is not null and a.start_date > $1
       order by a.id desc limit 1`,
      [today],
    )

  const line = async () => {
    const cart_id = `cart_of_plan_${Date.now()}_${++calls}`
    const { booking_id, holds } = await service.placeHold({
      items: [claim(10, 16)],
      cart_id,
      cart_line: { variant_id: "variant" },
    })
    const terms = { line_item_id: `cali_${cart_id}`, variant_id: "variant", currency_code: "aud" }
    const agreed = {
      ...terms,
      cart_id,
      holds: holds.map(({ id }) => ({ hold_id: id, per: "UNIT", units: 1 })),
      region_id: null,
      unit_price: { value: "100" },
    }
    const resources = holds.map(({ resource_id, quantity }) => ({ resource_id, quantity }))
    const lines = [
      { ...terms, title: "Van", booking_id, quantity: 1, unit_price: "100", is_custom_price: true, resources },
    ]
    return { agreed, lines, cart_id, hold_id: holds[0].id }
  }
  const attached = async () => {
    const made = await line()
    await service.attachHolds(made.agreed)
    return made
  }
  const claimed = async () => {
    const { cart_id, lines } = await attached()
    return await service.claimCart({ cart_id, lines, claim: true })
  }

  const place = { act: (request) => service.placeHold(request), rows: ({ holds }) => holds.length }
  const verbs = [
    { name: "place, one date", arrange: () => cart(claim(10)), ...place },
    { name: "place, seven dates", arrange: () => cart(claim(10, 16)), ...place },
    { name: "place, three resources", arrange: () => cart(claim(10), claim(10, 10, 1), claim(10, 10, 2)), ...place },
    {
      name: "place, the same token again",
      arrange: async () => {
        const request = cart(claim(10))
        await service.placeHold(request)
        return request
      },
      ...place,
    },
    {
      name: "place, sold out",
      arrange: async () => cart(await aDateWith(0, 0)),
      act: (request) => service.placeHold(request).catch(({ code }) => code),
      rows: () => 0,
    },
    {
      name: "place, an expired hold in the way",
      arrange: async () => {
        const item = await aDateWith(1, 5)
        await ending([await held(item)], -5)
        return cart(item)
      },
      ...place,
    },
    {
      name: "confirm",
      arrange: () => held(claim(10)),
      act: (id) => service.confirmHolds({ hold_ids: [id], order_id: `order_${id}` }),
      rows: ({ allocations }) => allocations.length,
    },
    {
      name: "release, seven dates",
      arrange: () => held(claim(10, 16)),
      act: (id) => service.releaseHold(id, "store"),
      rows: () => 1,
    },
    {
      name: "extend",
      arrange: () => held(claim(10)),
      act: (id) => service.extendHold(id, 60),
      rows: ({ holds }) => holds.length,
    },
    {
      name: "attach to a line, seven dates",
      arrange: line,
      act: ({ agreed }) => service.attachHolds(agreed),
      rows: ({ holds }) => holds.length,
    },
    {
      name: "claim a cart, seven dates",
      arrange: attached,
      act: ({ cart_id, lines }) => service.claimCart({ cart_id, lines, claim: true }),
      rows: ({ holds }) => holds.length,
    },
    {
      name: "claim a cart, seven dates that have lapsed",
      arrange: async () => {
        const made = await attached()
        await ending([made.hold_id], -5)
        return made
      },
      act: ({ cart_id, lines }) => service.claimCart({ cart_id, lines, claim: true }),
      rows: ({ retaken_ids }) => retaken_ids.length,
    },
    {
      name: "un-claim a cart",
      arrange: claimed,
      act: ({ holds, claim }) => service.unclaimCart(holds[0].cart_id, claim),
      rows: (ids) => ids.length,
    },
    {
      name: "confirm what a cart has claimed",
      arrange: claimed,
      act: ({ holds: [{ id, line_item_id }] }) =>
        service.confirmClaimedHolds({ hold_ids: [id], order_id: `order_${id}`, line_item_id }),
      rows: ({ allocations }) => allocations.length,
    },
    {
      name: "resize, seven dates",
      arrange: attached,
      act: ({ hold_id }) => service.resizeHolds({ holds: [{ hold_id, quantity: 2 }], by: "system" }),
      rows: ({ holds }) => holds.length,
    },
    {
      name: "cancel",
      arrange: aBooking,
      act: ({ id }) => service.cancelAllocations({ allocation_ids: [id], cancelled_by: "staff" }),
      rows: ({ allocations }) => allocations.length,
    },
    {
      name: "move",
      arrange: async () => {
        const { allocations } = await service.confirmHolds({ hold_ids: [await held(claim(10))] })
        return { allocation_id: allocations[0].id, start_date: day(12), end_date: day(12), by: "staff" }
      },
      act: (request) => service.reviseAllocation(request),
      rows: () => 1,
    },
    {
      name: "expire, 100 holds",
      arrange: () => hundredEnding(-5),
      act: () => service.expireHolds(),
      rows: ({ expired_count }) => expired_count,
    },
    {
      name: "mark, 100 expiring",
      arrange: () => hundredEnding(5),
      act: () => service.markExpiringHolds(),
      rows: (holds) => holds.length,
    },
    {
      name: "blackout of everything, two days, dry run",
      act: () =>
        service.createBlackout(
          { start_date: day(30), end_date: day(31), reason: "Storm" },
          { by: "staff", dry_run: true },
        ),
      rows: ({ conflicts }) => conflicts.holds.length + conflicts.allocations.length,
    },
  ]

  const availability = (days) => ({
    name: `availability, ${days} days`,
    act: () => service.getAvailability({ resource_id: resourceId(roomy), start_date: day(1), end_date: day(days) }),
    rows: (answer) => answer.available_dates.length,
  })
  const search = (name, more) => ({
    name: `search, ${name} × 30 days`,
    act: () => service.searchResources({ start_date: day(1), end_date: day(30), limit: 20, ...more }),
    rows: ({ count }) => count,
  })
  const reads = [
    availability(30),
    availability(Math.min(365, dates)),
    {
      name: "calendar, 100 resources × 31 days",
      act: () => service.getCalendar({ start_date: day(0), end_date: day(30) }),
      rows: (answer) => answer.resources.flatMap((resource) => resource.dates).length,
    },
    search("a type", { type: "GUIDE" }),
    { ...search("all resources", {}), reads: { resource_capacity: EVERY_RESOURCE } },
    { name: "health figures", act: () => service.getHealthFigures(), rows: () => 1 },
    {
      name: "run sheet, a day in half a year",
      act: () => service.getRunSheet({ date: day(183) }),
      rows: ({ in_use }) => in_use.length,
    },
    {
      name: "what a cart's lines hold",
      arrange: attached,
      act: ({ cart_id }) => service.getLineHolds(cart_id),
      rows: (holds) => holds.length,
    },
    {
      name: "an order's allocations",
      arrange: aBooking,
      act: ({ order_id }) => service.getOrderAllocations(order_id),
      rows: (allocations) => allocations.length,
    },
    {
      name: "claims whose process has died",
      arrange: async () => {
        const { holds } = await claimed()
        await db.query("update resource_hold set claimed_at = claimed_at - interval '1 hour' where id = $1", [
          holds[0].id,
        ])
      },
      act: () => service.getAbandonedClaims(),
      rows: (claims) => claims.length,
    },
    {
      name: "live claims on two dates",
      act: () => service.liveClaimsOn({ resource_id: resourceId(roomy), dates: [day(3), day(4)] }),
      rows: ({ holds, allocations }) => holds.length + allocations.length,
    },
  ]

  const listOf = (kind, method) => (name, filters, more) => ({
    name: `${kind}, ${name}`,
    arrange: aBooking,
    act: (booking) => service[method]({ limit: 20, ...filters(booking) }),
    rows: ({ count }) => count,
    ...more,
  })
  const resourcesBy = (name, filters) => ({
    name: `resources, ${name}`,
    act: () => service.listAndCountBookingResources(filters, { take: 20, skip: 0, order: { name: "ASC", id: "ASC" } }),
    rows: ([, count]) => count,
  })
  const holds = listOf("holds", "listHolds")
  const allocations = listOf("allocations", "listAllocations")
  const blackouts = listOf("blackouts", "listBlackouts")
  const days = (first) => () => ({ start_date: day(first), end_date: day(first + 1) })
  const liveByDay = (first) => () => ({ ...days(first)(), status: "CONFIRMED", order: "start_date" })
  const lists = [
    resourcesBy("by name", {}),
    resourcesBy("a type", { type: "ROOM" }),
    resourcesBy("q", { name: { $ilike: "%42%" } }),
    holds("newest", () => ({}), { reads: { resource_hold: MOST } }),
    holds("live", () => ({ status: "ACTIVE" })),
    holds("live, first to end", () => ({ status: "ACTIVE", order: "expires_at" })),
    holds("expired", () => ({ status: "EXPIRED" })),
    holds("confirmed", () => ({ status: "CONFIRMED" }), { reads: { resource_hold: MOST } }),
    holds("a resource", ({ resource_id }) => ({ resource_id })),
    holds("a resource, live", ({ resource_id }) => ({ resource_id, status: "ACTIVE" })),
    holds("a type", () => ({ type: "ROOM" })),
    holds("two days", days(3), { reads: { resource_hold: NO_INDEX } }),
    holds("two days, live", () => ({ ...days(3)(), status: "ACTIVE" })),
    holds("a customer", ({ customer_id }) => ({ customer_id })),
    holds("a booking", ({ booking_id }) => ({ booking_id })),
    holds("an order", ({ order_id }) => ({ order_id })),
    holds("a cart", ({ cart_id }) => ({ cart_id })),
    holds("q", () => ({ q: "guest4711@" }), { reads: { resource_hold: ANYWHERE } }),
    allocations("newest", () => ({}), { reads: { resource_allocation: MOST } }),
    allocations("live", () => ({ status: "CONFIRMED" }), { reads: { resource_allocation: MOST } }),
    allocations("a resource", ({ resource_id }) => ({ resource_id })),
    allocations("a type", () => ({ type: "ROOM" })),
    allocations("two days", days(3)),
    allocations("two days, live, by first day", liveByDay(3)),
    allocations("two days in half a year, live, by first day", liveByDay(183)),
    allocations("a customer", ({ customer_id }) => ({ customer_id })),
    allocations("a booking", ({ booking_id }) => ({ booking_id })),
    allocations("an order", ({ order_id }) => ({ order_id })),
    allocations("a cart", ({ cart_id }) => ({ cart_id })),
    allocations("q", () => ({ q: "Guest 0004711" }), { reads: { resource_allocation: ANYWHERE } }),
    blackouts("all", () => ({})),
    blackouts("a month", () => ({ start_date: day(0), end_date: day(30) })),
  ]
  return { verbs, reads, lists, desk: deskQueriesOn(service, { day, aBooking, number: roomy, dates }) }
}
