import fc from "fast-check"
import type { ItemInput, OnConflict } from "../../../src/modules/resource_booking/types"
import type { Actual } from "./actual"
import type { CartLine, Hold, Item, Ledger, PlaceRequest, ResourcePatch, Scope } from "./ledger"
import { Step, type Aim, type Tally } from "./step"
import { CARTS, OPTIONS, OWNERS, SEEDS, STAFF_LONGEST, TOKENS, type Day } from "./world"

const STAFF = "user_desk"
const VARIANT = "variant_1"
/** An instant at which nothing was last edited. */
const LONG_AGO = "2001-01-01T00:00:00.000Z"

// ---- what requests are made of

const rarely = (weight: number) =>
  fc.oneof({ weight: weight - 1, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
const maybe = <T>(arbitrary: fc.Arbitrary<T>, weight = 2) =>
  fc.oneof({ weight: weight - 1, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary })

const day = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 3 }) },
  { weight: 1, arbitrary: fc.integer({ min: -2, max: 5 }) },
)
const stay = fc
  .tuple(
    day,
    fc.oneof({ weight: 39, arbitrary: fc.constantFrom(1, 0, 2, 1) }, { weight: 1, arbitrary: fc.constantFrom(4, -1) }),
  )
  .map(([from, length]) => ({ from, to: from + length }))
const when = fc.oneof<fc.Arbitrary<{ days: Day[] } | { from: Day; to: Day }>[]>(
  fc.array(day, { minLength: 1, maxLength: 3 }).map((days) => ({ days })),
  stay,
)
/** A place in the list of resources; the last one is nobody's. */
const resource = fc.oneof(
  { weight: 40, arbitrary: fc.nat(SEEDS.length - 1) },
  { weight: 1, arbitrary: fc.constant(SEEDS.length) },
)
const quantity = fc.oneof(
  { weight: 30, arbitrary: fc.constant(1) },
  { weight: 9, arbitrary: fc.constantFrom(2, 3) },
  { weight: 1, arbitrary: fc.constantFrom(0, OPTIONS.max_hold_quantity + 1) },
)
const items = fc.oneof(
  { weight: 3, arbitrary: fc.array(fc.record({ resource, quantity, when }), { minLength: 1, maxLength: 1 }) },
  { weight: 1, arbitrary: fc.array(fc.record({ resource, quantity, when }), { minLength: 2, maxLength: 3 }) },
)
const owner = fc.oneof(
  { weight: 30, arbitrary: fc.nat(OWNERS.length - 2) },
  { weight: 1, arbitrary: fc.constant(OWNERS.length - 1) },
)
const token = maybe(fc.constantFrom(...TOKENS), 4)
const line = maybe(fc.constantFrom("line_1", "line_2"), 3)
const cartLine = fc.oneof(
  { weight: 6, arbitrary: fc.nat(40).map((no) => `cali_${no}`) },
  { weight: 1, arbitrary: fc.constantFrom("line_1", "line_2") },
)
const price = fc.constantFrom(100, 120)
/** What somebody has made of a line past our own routes. */
const odd = maybe(
  fc.constantFrom<((line: CartLine) => Partial<CartLine>)[]>(
    () => ({ price: 99 }),
    () => ({ quantity: 0.1 }),
    () => ({ booking: undefined }),
    ({ sold }) => ({ sold: sold.slice(1) }),
    ({ sold }) => ({ sold: sold.map(([resource, units]) => [resource, units + 1]) }),
    () => ({ line: "cali_nobody_has" }),
  ),
  8,
)
/** The n-th newest of its kind: of those that live, as a rule, else of all; and one that nobody has. */
const which = fc.oneof(
  { weight: 24, arbitrary: fc.record({ nth: fc.nat(3) }) },
  { weight: 8, arbitrary: fc.record({ nth: fc.nat(9), of: fc.constant("all" as const) }) },
  { weight: 1, arbitrary: fc.constant({ nth: 0, of: "nobody" as const }) },
)
type Pick = { nth: number; of?: "all" | "nobody" }

type ItemWish = { resource: number; quantity: number; when: { days: Day[] } | { from: Day; to: Day } }

const newest = <Row>(rows: Row[], { nth, of }: Pick, isLive?: (row: Row) => boolean): Row | undefined => {
  if (of === "nobody") return undefined
  const live = of === "all" || !isLive ? [] : rows.filter(isLive)
  const among = live.length > 0 ? live : rows
  return among.at(-1 - (nth % Math.max(1, among.length)))
}
const aHold = ({ holds }: Ledger, pick: Pick) => newest(holds, pick, ({ status }) => status === "ACTIVE")
/** One of a cart's, as a rule one that no line has yet. */
const aCartHold = ({ holds }: Ledger, pick: Pick) =>
  newest(
    holds.filter(({ cart }) => cart),
    pick,
    ({ status, line }) => status === "ACTIVE" && !line,
  )
/** The live holds of a hold's booking, itself in any case: what a line is made of. */
const bookingOf = ({ holds }: Ledger, hold: Hold) =>
  holds.filter((one) => one === hold || (one.booking === hold.booking && one.status === "ACTIVE"))
const anAllocation = ({ allocations }: Ledger, pick: Pick) => newest(allocations, pick, ({ cancelled }) => !cancelled)
const aBlackout = ({ blackouts }: Ledger, pick: Pick) => newest(blackouts, pick, ({ deleted }) => !deleted)
/** The lines that a cart still shows, those last touched at the end: who sees that dates are gone removes the line. */
const linesOf = (ledger: Ledger, cart: string): CartLine[] => {
  const links = ledger.linksOf(cart).filter(({ status }) => status === "ACTIVE" || status === "EXPIRED")
  const names = new Set(links.map(({ line }) => line!).reverse())
  return [...names].reverse().map((line) => {
    const held = links.filter((hold) => hold.line === line)
    const { booking, price } = held.at(-1)!
    return {
      line,
      booking,
      price: price!,
      quantity: 1,
      sold: held.map(({ resource, quantity }) => [resource, quantity]),
    }
  })
}
const itemsOf = (wishes: ItemWish[], { resources }: Ledger): Item[] =>
  wishes.map(({ resource, quantity, when }) => ({ resource: resources[resource], quantity, ...when }))

// ---- the verbs

/** A place as both sides are to be asked for it, so that it can be sent once more. */
type Order = { kind: "store" | "staff" | "booking"; request: PlaceRequest }

const send = async ({ kind, request }: Order, actual: Actual) => {
  const { service } = actual
  const items: ItemInput[] = request.items.map((item) => ({
    resource_id: actual.resources.id(item.resource),
    quantity: item.quantity,
    ...actual.dates(item),
  }))
  const idempotency_token = request.token
  const staff = { items, idempotency_token, created_by: STAFF }
  const placed = await (kind === "store"
    ? service.placeHold({
        items,
        idempotency_token,
        ...request.owner,
        ...(request.forLine && { cart_line: { variant_id: VARIANT } }),
      })
    : kind === "staff"
      ? service.placeStaffHold({ ...staff, ttl_minutes: request.ttl })
      : service.placeStaffBooking({
          ...staff,
          contact: { order_id: request.contact?.order, line_item_id: request.contact?.line },
          allow_past: request.allowPast,
        }))
  for (const hold of placed.holds) actual.bookingIds[actual.holds.number(hold.id)] = placed.booking_id
  return {
    replay: placed.replay,
    holds: actual.holds.numbers(placed.holds),
    // A booking answers its allocations in the order of its holds, a replay by id.
    allocations: placed.replay
      ? actual.allocations.sorted(placed.allocations)
      : actual.allocations.numbers(placed.allocations),
  }
}

const attach = (
  { service }: Actual,
  ids: string[],
  { cart, line, price, from }: { cart: string; line: string; price: number; from?: string },
) =>
  service.attachHolds({
    holds: ids.map((hold_id) => ({ hold_id, per: "UNIT", units: 1 })),
    cart_id: cart,
    line_item_id: line,
    from_line_item_id: from,
    variant_id: VARIANT,
    region_id: null,
    unit_price: { value: String(price) },
    currency_code: "aud",
  })

const conflictsOf = (
  actual: Actual,
  { holds, allocations }: { holds: { id: string }[]; allocations: { id: string }[] },
) => ({
  holds: actual.holds.sorted(holds),
  allocations: actual.allocations.sorted(allocations),
})

const scopeWish = fc.oneof<fc.Arbitrary<{ resource?: number; type?: string }>[]>(
  fc.record({ resource: fc.nat(SEEDS.length - 1) }),
  fc.record({ type: fc.constantFrom("VEHICLE", "TOUR") }),
  fc.constant({}),
)
const how = fc.record({
  keep: fc.boolean(),
  releaseHolds: rarely(3),
  dryRun: rarely(6),
})
const onConflict = ({ keep, releaseHolds }: { keep: boolean; releaseHolds: boolean }): OnConflict | undefined =>
  releaseHolds ? "release_holds" : keep ? "keep" : undefined
const scopeOf = (wish: { resource?: number; type?: string }, { resources }: Ledger): Scope => ({
  resource: wish.resource === undefined ? undefined : resources[wish.resource],
  type: wish.type,
})
const scopeInput = ({ resource, type }: Scope, actual: Actual) => ({
  resource_id: resource ? actual.resources.id(resource) : null,
  resource_type: type ?? null,
})

/** Every verb of the facade that changes what is sold, and how often it is tried. */
export const steps = (tally: Tally): fc.Arbitrary<Step<unknown>> => {
  // What has been ordered in this run of the model, for whoever sends a request twice.
  const orders = new WeakMap<Ledger, Order[]>()
  const ordered = (ledger: Ledger) => orders.get(ledger) ?? orders.set(ledger, []).get(ledger)!
  const order = (given: Order, ledger: Ledger, actual: Actual) => {
    ordered(ledger).push(given)
    return { predicted: () => ledger.place(given.request), actual: () => send(given, actual) }
  }

  const verbs: { weight: number; arbitrary: fc.Arbitrary<Step<unknown>> }[] = []
  const verb = <Input>(weight: number, name: string, input: fc.Arbitrary<Input>, aim: Aim<Input>) => {
    const arbitrary = input.map((value) => new Step(name, value, aim, tally) as unknown as Step<unknown>)
    verbs.push({ weight, arbitrary })
  }

  verb(16, "place", fc.record({ items, owner, token }), ({ owner, token, items }, ledger, actual) =>
    order({ kind: "store", request: { items: itemsOf(items, ledger), owner: OWNERS[owner], token } }, ledger, actual),
  )

  verb(
    3,
    "staff hold",
    fc.record({ items, token, ttl: maybe(fc.constantFrom(5, 90)) }),
    ({ items, token, ttl }, ledger, actual) =>
      order({ kind: "staff", request: { items: itemsOf(items, ledger), token, ttl } }, ledger, actual),
  )

  verb(
    8,
    "staff booking",
    fc.record({ items, token, line, order: maybe(fc.constant("order_1")), allowPast: rarely(4) }),
    ({ items, token, line, order: orderId, allowPast }, ledger, actual) => {
      const contact = { order: orderId, line }
      return order(
        { kind: "booking", request: { items: itemsOf(items, ledger), token, contact, allowPast } },
        ledger,
        actual,
      )
    },
  )

  verb(6, "same again", fc.record({ which, reversed: fc.boolean() }), ({ which, reversed }, ledger, actual) => {
    const given = newest(ordered(ledger), which)
    if (!given) return { predicted: () => null, actual: () => Promise.resolve(null) }
    const { request } = given
    return order(
      { ...given, request: reversed ? { ...request, items: [...request.items].reverse() } : request },
      ledger,
      actual,
    )
  })

  verb(5, "time passes", fc.constantFrom(1, 5, 10, 20, 30, 60, 1440), (minutes, ledger, actual) => ({
    predicted: () => void (ledger.now += minutes),
    actual: () => actual.pass(minutes),
  }))

  verb(1, "get", which, (which, ledger, actual) => {
    const hold = aHold(ledger, which)
    return {
      predicted: () => ledger.read(hold),
      actual: async () => {
        const { hold: read } = await actual.service.getHold(actual.holds.id(hold))
        return { hold: actual.holds.number(read.id), status: read.status }
      },
    }
  })

  verb(
    3,
    "extend",
    fc.record({ which, minutes: maybe(fc.constantFrom(5, 20, 45, 120)), staff: rarely(3) }),
    ({ which, minutes, staff }, ledger, actual) => {
      const hold = aHold(ledger, which)
      return {
        predicted: () => ledger.extend(hold, minutes, staff ? STAFF_LONGEST : OPTIONS.max_hold_minutes),
        actual: async () => {
          const id = actual.holds.id(hold)
          const extended = await (staff
            ? actual.service.extendStaffHold(id, minutes)
            : actual.service.extendHold(id, minutes))
          return { holds: actual.holds.sorted(extended.holds) }
        },
      }
    },
  )

  verb(4, "release", which, (which, ledger, actual) => {
    const hold = aHold(ledger, which)
    return {
      predicted: () => ledger.release(hold),
      actual: async () => {
        const { hold: released, replay } = await actual.service.releaseHold(actual.holds.id(hold), STAFF)
        return { hold: actual.holds.number(released.id), replay }
      },
    }
  })

  verb(2, "expire", fc.constant(null), (_, ledger, actual) => ({
    predicted: () => ledger.expire(),
    actual: async () => {
      const { holds, capacity_restored } = await actual.service.expireHolds()
      return { expired: actual.holds.sorted(holds), restored: capacity_restored }
    },
  }))

  verb(1, "expiring notice", fc.constant(null), (_, ledger, actual) => ({
    predicted: () => ledger.notice(),
    actual: async () => {
      const noticed: { id: string }[] = []
      for (;;) {
        const batch = await actual.service.markExpiringHolds()
        if (batch.length === 0) return { noticed: actual.holds.sorted(noticed) }
        noticed.push(...batch)
      }
    },
  }))

  verb(
    12,
    "add to cart",
    fc.record({ items, cart: fc.nat(CARTS.length - 1), token, line: cartLine, price }),
    ({ items, cart: which, token, line, price }, ledger, actual) => {
      const cart = CARTS[which]!
      const request = { items: itemsOf(items, ledger), owner: OWNERS[which], token, forLine: true }
      const given: Order = { kind: "store", request }
      ordered(ledger).push(given)
      return {
        predicted: () => ledger.addToCart(request, line, price),
        actual: async () => {
          const placed = await send(given, actual)
          const ids = placed.holds.map((no) => actual.holds.id({ no }))
          if (!placed.replay) await attach(actual, ids, { cart, line, price })
          return placed
        },
      }
    },
  )

  verb(
    4,
    "attach",
    fc.record({
      which,
      whole: fc.boolean(),
      cart: maybe(fc.constantFrom(...CARTS), 12),
      line: cartLine,
      price,
      from: maybe(cartLine, 8),
    }),
    ({ which, whole, cart: given, line, price, from }, ledger, actual) => {
      const hold = aCartHold(ledger, which)
      const holds = whole && hold ? actual.holds.byId(bookingOf(ledger, hold)) : [hold]
      const cart = given ?? hold?.cart ?? CARTS[0]!
      return {
        predicted: () => ledger.attach(holds, cart, line, price, from),
        actual: async () => {
          const ids = holds.map((hold) => actual.holds.id(hold))
          const attached = await attach(actual, ids, { cart, line, price, from })
          return { holds: actual.holds.sorted(attached.holds) }
        },
      }
    },
  )

  verb(
    12,
    "claim cart",
    fc.record({ cart: fc.constantFrom(...CARTS), newest: fc.integer({ min: 1, max: 3 }), stops: rarely(3), odd }),
    ({ cart: first, newest, stops, odd }, ledger, actual) => {
      const cart = [first, ...CARTS].find((one) => linesOf(ledger, one).length > 0) ?? first
      const lines = linesOf(ledger, cart).slice(-newest)
      if (lines[0] && odd) Object.assign(lines[0], odd(lines[0]))
      return {
        predicted: () => ledger.claim(cart, lines, !stops, (holds) => actual.holds.byId(holds)),
        actual: async () => {
          const claimed = await actual.service.claimCart({
            cart_id: cart,
            lines: lines.map(({ line, booking, price, quantity, sold }) => ({
              line_item_id: line,
              title: "Campervan",
              variant_id: VARIANT,
              booking_id: booking ? actual.bookingIds[ledger.firstOf(booking).no]! : null,
              quantity,
              unit_price: String(price),
              currency_code: "aud",
              is_custom_price: true,
              resources: sold.map(([resource, units]) => ({
                resource_id: actual.resources.id(resource),
                quantity: units,
              })),
            })),
            claim: !stops,
          })
          const retaken = actual.holds.numbers(claimed.retaken_ids.map((id) => ({ id })))
          const attempt = claimed.claim === null ? null : actual.attempts.push(claimed.claim) - 1
          return { attempt, retaken, holds: actual.holds.sorted(claimed.holds) }
        },
      }
    },
  )

  verb(
    3,
    "un-claim cart",
    fc.record({ cart: fc.constantFrom(...CARTS), ago: fc.nat(2) }),
    ({ cart, ago }, ledger, actual) => {
      const attempt = actual.attempts.length > ago ? actual.attempts.length - 1 - ago : undefined
      return {
        predicted: () => ledger.unclaim(cart, attempt),
        actual: async () => {
          const stamp = attempt === undefined ? LONG_AGO : actual.attempts[attempt]!
          const ids = await actual.service.unclaimCart(cart, stamp)
          return { holds: actual.holds.sorted(ids.map((id) => ({ id }))) }
        },
      }
    },
  )

  verb(
    5,
    "resize",
    fc.array(fc.record({ which, quantity }), { minLength: 1, maxLength: 2 }),
    (wishes, ledger, actual) => {
      const wanted = new Map(wishes.map(({ which, quantity }) => [aHold(ledger, which), quantity]))
      const quantities = wishes.map(({ which, quantity }) => ({ hold: aHold(ledger, which), quantity }))
      const inOrder = [...wanted].sort(([a], [b]) => (actual.holds.id(a) < actual.holds.id(b) ? -1 : 1))
      return {
        predicted: () =>
          ledger.resize(
            inOrder,
            quantities.map(({ quantity }) => quantity),
          ),
        actual: async () => {
          const resized = await actual.service.resizeHolds({
            holds: quantities.map(({ hold, quantity }) => ({ hold_id: actual.holds.id(hold), quantity })),
            by: STAFF,
          })
          const ofEach = inOrder.map(([hold]) =>
            resized.holds.find(({ replaces_id }) => replaces_id === actual.holds.id(hold))!,
          )
          return { holds: actual.holds.numbers(ofEach) }
        },
      }
    },
  )

  verb(
    5,
    "confirm",
    fc.record({
      picks: fc.array(which, { minLength: 1, maxLength: 2 }),
      line,
      order: maybe(fc.constant("order_1")),
      claimedOnly: rarely(2),
      ofLine: rarely(2),
    }),
    ({ picks, line, order, claimedOnly, ofLine }, ledger, actual) => {
      const holds = picks.map((which) => aHold(ledger, which))
      // The order's line has an id of its own, and says which of the cart it was.
      const cartLine = ofLine ? holds[0]?.line : undefined
      return {
        predicted: () => ledger.confirm(holds, { order, line }, claimedOnly, cartLine),
        actual: async () => {
          const input = { hold_ids: holds.map((hold) => actual.holds.id(hold)), order_id: order, line_item_id: line }
          const { service } = actual
          const confirmed = await (claimedOnly
            ? service.confirmClaimedHolds({ ...input, cart_line_id: cartLine })
            : service.confirmHolds(input))
          return { allocations: actual.allocations.numbers(confirmed.allocations), replay: confirmed.replay }
        },
      }
    },
  )

  verb(4, "cancel", fc.array(which, { minLength: 1, maxLength: 2 }), (picks, ledger, actual) => {
    const allocations = picks.map((which) => anAllocation(ledger, which))
    return {
      predicted: () => ledger.cancel(allocations),
      actual: async () => {
        const allocation_ids = allocations.map((allocation) => actual.allocations.id(allocation))
        const cancelled = await actual.service.cancelAllocations({ allocation_ids, cancelled_by: STAFF })
        return {
          allocations: actual.allocations.sorted(cancelled.allocations),
          cancelled: actual.allocations.sorted(cancelled.cancelled_ids.map((id) => ({ id }))),
        }
      },
    }
  })

  verb(
    6,
    "revise",
    fc.record({
      which,
      resource: maybe(resource, 3),
      when: maybe(when),
      quantity: maybe(quantity),
      changeDays: fc.boolean(),
      allowPast: rarely(4),
    }),
    ({ which, resource, when, quantity, changeDays, allowPast }, ledger, actual) => {
      const old = anAllocation(ledger, which)
      const to = resource === undefined ? {} : { resource: ledger.resources[resource] ?? ("unknown" as const) }
      const wish = { ...to, ...when, ...(quantity === undefined ? {} : { quantity }), changeDays, allowPast }
      return {
        predicted: () => ledger.revise(old, wish),
        actual: async () => {
          const { allocation, replaced } = await actual.service.reviseAllocation({
            allocation_id: actual.allocations.id(old),
            ...(resource === undefined ? {} : { resource_id: actual.resources.id(ledger.resources[resource]) }),
            ...(when && actual.dates(when)),
            quantity,
            change_days: changeDays,
            allow_past: allowPast,
            by: STAFF,
          })
          actual.holds.number(allocation.hold_id)
          return {
            allocation: actual.allocations.number(allocation.id),
            replaced: actual.allocations.number(replaced.id),
          }
        },
      }
    },
  )

  verb(1, "edit allocation", fc.record({ which, stale: rarely(3) }), ({ which, stale }, ledger, actual) => {
    const allocation = anAllocation(ledger, which)
    return {
      predicted: () => ledger.edit(allocation, stale),
      actual: async () => {
        const edit = { note: "window seat", ...(stale ? { expected_updated_at: LONG_AGO } : {}) }
        const edited = await actual.service.updateAllocation(actual.allocations.id(allocation), edit)
        return { allocation: actual.allocations.number(edited.id) }
      },
    }
  })

  verb(
    8,
    "set capacity",
    fc.record({
      resource,
      stay,
      wish: fc.constantFrom(0, 1, 0, 2, 3),
      clamp: fc.boolean(),
      dryRun: rarely(6),
      stale: rarely(15),
    }),
    ({ resource, stay, wish, clamp, dryRun, stale }, ledger, actual) => {
      const of = ledger.resources[resource]
      const days = Array.from({ length: Math.max(0, stay.to - stay.from + 1) }, (_, i) => stay.from + i)
      return {
        predicted: () => ledger.setCapacity(of, days, wish, { clamp, dryRun, stale }),
        actual: async () => {
          const { changed, conflicts } = await actual.service.setCapacity({
            resource_id: actual.resources.id(of),
            ...actual.dates(stay),
            max_capacity: wish,
            clamp,
            dry_run: dryRun,
            ...(stale ? { expected_revision: "of another day" } : {}),
          })
          return { changed, conflicts: conflicts.map(({ date }) => actual.dayOf(date)) }
        },
      }
    },
  )

  verb(1, "keep open", fc.constant(null), (_, ledger, actual) => ({
    predicted: () => ledger.keepOpen(),
    actual: () => actual.service.keepCapacityOpen(),
  }))

  verb(2, "black out", fc.record({ scope: scopeWish, stay, how }), ({ scope: wish, stay, how }, ledger, actual) => {
    const scope = scopeOf(wish, ledger)
    return {
      predicted: () => ledger.blackOut(scope, stay.from, stay.to, how),
      actual: async () => {
        const input = { ...scopeInput(scope, actual), ...actual.dates(stay), reason: "Service" }
        const saved = await actual.service.createBlackout(input, {
          by: STAFF,
          on_conflict: onConflict(how),
          dry_run: how.dryRun,
        })
        return {
          blackout: saved.blackout && actual.blackouts.number(saved.blackout.id),
          conflicts: conflictsOf(actual, saved.conflicts),
          released: actual.holds.sorted(saved.released_holds),
        }
      },
    }
  })

  verb(
    2,
    "edit blackout",
    fc.record({ which, stay: maybe(stay), scope: maybe(scopeWish), how, stale: rarely(8) }),
    ({ which, stay, scope: wish, how, stale }, ledger, actual) => {
      const blackout = aBlackout(ledger, which)
      const scope = wish && scopeOf(wish, ledger)
      return {
        predicted: () => ledger.editBlackout(blackout, { ...stay, ...(scope && { scope }) }, { ...how, stale }),
        actual: async () => {
          const patch = {
            ...(stay && actual.dates(stay)),
            ...(scope && scopeInput(scope, actual)),
            reason: "Longer service",
          }
          const saved = await actual.service.updateBlackout(actual.blackouts.id(blackout), patch, {
            by: STAFF,
            on_conflict: onConflict(how),
            dry_run: how.dryRun,
            ...(stale ? { expected_updated_at: LONG_AGO } : {}),
          })
          return {
            blackout: saved.blackout && actual.blackouts.number(saved.blackout.id),
            conflicts: conflictsOf(actual, saved.conflicts),
            released: actual.holds.sorted(saved.released_holds),
          }
        },
      }
    },
  )

  verb(2, "delete blackout", which, (which, ledger, actual) => {
    const blackout = aBlackout(ledger, which)
    return {
      predicted: () => ledger.deleteBlackout(blackout),
      actual: async () => {
        const deleted = await actual.service.deleteBlackout(actual.blackouts.id(blackout))
        return { blackout: actual.blackouts.number(deleted.id) }
      },
    }
  })

  const length = fc.constantFrom(null, 1, 2, 3)
  const patch: fc.Arbitrary<ResourcePatch> = fc.oneof(
    fc.record({
      active: fc.oneof({ weight: 2, arbitrary: fc.constant(true) }, { weight: 1, arbitrary: fc.constant(false) }),
    }),
    fc.record({ min: length, max: length }, { requiredKeys: [] }),
    fc.record({ min: fc.constantFrom(2, 3) }),
    fc.record({ unit: fc.constantFrom("DAY" as const, "NIGHT" as const) }),
    fc.record({ type: fc.constantFrom("VEHICLE", "TOUR"), ttl: fc.constantFrom(null, 15) }, { requiredKeys: [] }),
    fc.record({ defaultCapacity: fc.constantFrom(null, 0, 2), openAhead: fc.constantFrom(null, 3, 6) }),
  )
  verb(
    4,
    "update resource",
    fc.record({ resource, patch, stale: rarely(15) }),
    ({ resource, patch, stale }, ledger, actual) => {
      const of = ledger.resources[resource]
      return {
        predicted: () => ledger.updateResource(of, patch, stale),
        actual: async () => {
          const { resource: updated } = await actual.service.updateResource(actual.resources.id(of), {
            ...columnsOf(patch),
            ...(stale ? { expected_updated_at: LONG_AGO } : {}),
          })
          return { resource: actual.resources.number(updated.id) }
        },
      }
    },
  )

  verb(1, "delete resource", resource, (resource, ledger, actual) => {
    const of = ledger.resources[resource]
    return {
      predicted: () => ledger.deleteResource(of),
      actual: async () => ({
        resource: actual.resources.number((await actual.service.deleteResource(actual.resources.id(of))).id),
      }),
    }
  })

  verb(2, "restore resource", resource, (resource, ledger, actual) => {
    const of = ledger.resources[resource]
    return {
      predicted: () => ledger.restoreResource(of),
      actual: async () => ({
        resource: actual.resources.number((await actual.service.restoreResource(actual.resources.id(of))).id),
      }),
    }
  })

  verb(
    3,
    "availability",
    fc.record({
      resource,
      stay,
      quantity: fc.integer({ min: 1, max: 3 }),
      cart: maybe(fc.constantFrom("cart_ann", "cart_bob")),
    }),
    ({ resource, stay, quantity, cart }, ledger, actual) => {
      const of = ledger.resources[resource]
      return {
        predicted: () => ledger.availability(of, stay.from, stay.to, quantity, cart),
        actual: async () => {
          const { start_date, end_date } = actual.dates(stay)
          const resource_id = actual.resources.id(of)
          const seen = await actual.service.getAvailability({
            resource_id,
            start_date,
            end_date,
            quantity,
            cart_id: cart,
          })
          return seen.available_dates.map(({ date, max_capacity, available_capacity, is_available, status }) => ({
            day: actual.dayOf(date),
            max: max_capacity,
            available: available_capacity,
            isAvailable: is_available,
            status,
          }))
        },
      }
    },
  )

  verb(1, "retention", fc.constant(null), (_, ledger, actual) => ({
    predicted: () => ledger.forget(),
    actual: () => actual.service.applyRetention(),
  }))

  verb(1, "erase customer", fc.constant("cus_bob"), (customer, ledger, actual) => ({
    predicted: () => ledger.erase(customer),
    actual: () => actual.service.eraseCustomer({ customer_id: customer }),
  }))

  return fc.oneof(...verbs)
}

const columnsOf = ({ active, ttl, min, max, unit, defaultCapacity, openAhead, ...same }: ResourcePatch) => ({
  ...same,
  ...(active === undefined ? {} : { is_active: active }),
  ...(ttl === undefined ? {} : { hold_ttl_minutes: ttl }),
  ...(min === undefined ? {} : { min_days: min }),
  ...(max === undefined ? {} : { max_days: max }),
  ...(unit === undefined ? {} : { booking_unit: unit }),
  ...(defaultCapacity === undefined ? {} : { default_capacity: defaultCapacity }),
  ...(openAhead === undefined ? {} : { open_days_ahead: openAhead }),
})
