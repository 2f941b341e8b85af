import type { HoldDTO, OrderAllocation } from "../../src/modules/resource_booking/types"
import type { OrderLine } from "../../src/workflows/resource-booking/checkout/order-lines"
import { planOrder } from "../../src/workflows/resource-booking/checkout/plan-order"
import type { SoldResource } from "../../src/workflows/resource-booking/checkout/what-variants-sell"

const AT = "2027-04-20T01:00:00.000Z"
const DATES = ["2027-05-01", "2027-05-02"]
const VAN: SoldResource = { resource_id: "res_van", per: "UNIT", units: 1 }
const GUIDE: SoldResource = { resource_id: "res_guide", per: "BOOKING", units: 1 }
const STAFF = "user_desk"

const line = ({
  resources = [VAN],
  ...fields
}: Partial<OrderLine> & { resources?: SoldResource[] } = {}): OrderLine => ({
  id: "line_1",
  title: "Troopy",
  variant_id: "variant_1",
  quantity: 2,
  note: { booking_id: "bk_1", start_date: DATES[0], end_date: DATES[1] },
  sold:
    resources.length > 0 ? { variant_id: "variant_1", pricing: "PER_DAY", duration_days: null, resources } : undefined,
  ...fields,
})

const claim = {
  booking_id: "bk_1",
  resource_id: VAN.resource_id,
  dates: DATES,
  start_date: DATES[0]!,
  end_date: DATES[1]!,
  booking_unit: "DAY" as const,
  days: 2,
  quantity: 2,
  per: "UNIT" as const,
  units: 1,
  customer_id: null,
  created_by: null,
  replaces_id: null,
  metadata: null,
  created_at: AT,
  updated_at: AT,
}

const allocation = (fields: Partial<OrderAllocation> = {}): OrderAllocation => ({
  ...claim,
  id: "alloc_1",
  hold_id: "hold_1",
  order_id: "order_1",
  line_item_id: "line_1",
  contact_name: null,
  contact_email: null,
  contact_phone: null,
  note: null,
  unit_label: null,
  source: "STORE",
  cancelled_at: null,
  cancelled_by: null,
  cancel_reason: null,
  ...fields,
})

const hold = (fields: Partial<HoldDTO> = {}): HoldDTO => ({
  ...claim,
  id: "hold_1",
  status: "ACTIVE",
  expires_at: AT,
  item_no: 0,
  cart_id: "cart_1",
  line_item_id: "cali_1",
  variant_id: "variant_1",
  region_id: "reg_1",
  unit_price: 200,
  currency_code: "aud",
  customer_email: null,
  source: "STORE",
  released_by: null,
  claimed_at: AT,
  confirmed_at: null,
  released_at: null,
  expired_at: null,
  ...fields,
})

const cancelled = (by: string, fields: Partial<OrderAllocation> = {}) =>
  allocation({ cancelled_at: AT, cancelled_by: by, ...fields })

/** What stood before and what replaced it. */
const moved = (by: string, to: Partial<OrderAllocation>, from: Partial<OrderAllocation> = {}) => {
  const before = cancelled(by, { cancel_reason: "replaced", ...from })
  return [
    before,
    allocation({ ...from, id: `${before.id}_moved`, replaces_id: before.id, created_by: by, source: "MOVE", ...to }),
  ]
}

type Facts = Parameters<typeof planOrder>[0]
const plan = ({ lines = [line()], allocations = [], holds = [], ...facts }: Partial<Facts> = {}) =>
  planOrder({
    is_cancelled: false,
    lines,
    known_line_ids: lines.map(({ id }) => id),
    allocations,
    holds,
    ...facts,
  })

const NOTHING = { cancel: [], revise: [], serve: [], unserved: [] }

describe("What an order says", () => {
  it("is nothing to do where each line has what it was sold", () => {
    expect(plan({ allocations: [allocation()] })).toEqual(NOTHING)
  })

  it("is nothing to do for ordinary goods and for an order of nothing", () => {
    expect(plan({ lines: [line({ resources: [], note: {} })] })).toEqual(NOTHING)
    expect(plan({ lines: [] })).toEqual(NOTHING)
  })

  it("is served with what its checkout holds, on its dates, by the terms agreed", () => {
    const standing = hold()
    expect(plan({ holds: [standing] })).toEqual({
      ...NOTHING,
      serve: [
        {
          line: line(),
          missing: [{ resource_id: "res_van", per: "UNIT", units: 1, quantity: 2 }],
          holds: [standing],
          dates: DATES,
        },
      ],
    })
  })

  it("is served by the dates of its own note where nothing was ever held", () => {
    expect(plan().serve).toEqual([
      {
        line: line(),
        missing: [{ resource_id: "res_van", per: "UNIT", units: 1, quantity: 2 }],
        holds: [],
        dates: undefined,
      },
    ])
  })

  it("takes no hold of another booking, of another variant, or one that is confirmed", () => {
    const others = [
      hold({ booking_id: "bk_2", resource_id: "res_2" }),
      hold({ variant_id: "variant_2", resource_id: "res_3" }),
      hold({ status: "CONFIRMED", resource_id: "res_4" }),
    ]
    const [serving] = plan({ holds: others }).serve
    expect(serving).toMatchObject({ missing: [{ resource_id: "res_van" }], holds: [] })
  })

  it("asks for the rest where some of it is there", () => {
    const both = line({ resources: [VAN, GUIDE] })
    const guide = hold({ id: "hold_2", resource_id: "res_guide", per: "BOOKING", quantity: 1 })
    const [serving] = plan({ lines: [both], allocations: [allocation()], holds: [guide] }).serve
    expect(serving).toMatchObject({
      missing: [{ resource_id: "res_guide", per: "BOOKING", units: 1, quantity: 1 }],
      holds: [guide],
      dates: DATES,
    })
  })

  it("goes back to the dates it had last, wherever the desk had moved it to", () => {
    const there = ["2027-06-01", "2027-06-02"]
    const [before, after] = moved(STAFF, { dates: there, cancelled_at: AT, cancelled_by: "system" })
    expect(plan({ allocations: [before!, after!] }).serve).toMatchObject([{ dates: there }])
  })
})

describe("A quantity", () => {
  const ofThree = { lines: [line({ quantity: 3 })] }
  const reviseTo = (quantity: number, allocation_id = "alloc_1") => [
    expect.objectContaining({ allocation_id, quantity }) as object,
  ]

  it("that was lowered or raised is followed", () => {
    expect(plan({ lines: [line({ quantity: 1 })], allocations: [allocation()] })).toEqual({
      ...NOTHING,
      revise: reviseTo(1),
    })
    expect(plan({ ...ofThree, allocations: [allocation()] })).toEqual({ ...NOTHING, revise: reviseTo(3) })
  })

  it("counts by the terms that were agreed, whatever the variant sells by today", () => {
    const today = line({ quantity: 3, resources: [{ ...VAN, units: 5 }] })
    const agreed = allocation({ quantity: 6, units: 2 })
    expect(plan({ lines: [today], allocations: [agreed] })).toEqual(NOTHING)
    expect(plan({ lines: [line({ quantity: 3, resources: [] })], allocations: [agreed] })).toEqual(NOTHING)
  })

  it("of what is booked by the booking is the same for any number", () => {
    const guided = line({ quantity: 7, resources: [GUIDE] })
    const guide = allocation({ resource_id: "res_guide", per: "BOOKING", quantity: 1 })
    expect(plan({ lines: [guided], allocations: [guide] })).toEqual(NOTHING)
  })

  it("is left alone where nobody knows the terms", () => {
    const unlinked = line({ quantity: 9, resources: [] })
    expect(plan({ lines: [unlinked], allocations: [allocation({ per: null, units: null })] })).toEqual(NOTHING)
  })

  it("is followed again after the order itself was lowered", () => {
    expect(plan({ ...ofThree, allocations: moved("system", { quantity: 1 }) })).toEqual({
      ...NOTHING,
      revise: reviseTo(3, "alloc_1_moved"),
    })
  })

  it("that the desk made fewer is not raised behind its back, however often it is moved afterwards", () => {
    const fewer = moved(STAFF, { quantity: 1 })
    const thenMoved = [
      fewer[0]!,
      { ...fewer[1]!, cancelled_at: AT, cancelled_by: STAFF },
      allocation({ id: "alloc_3", replaces_id: "alloc_1_moved", created_by: STAFF, quantity: 1 }),
    ]
    for (const allocations of [fewer, thenMoved]) {
      expect(plan({ allocations })).toEqual({
        ...NOTHING,
        unserved: [
          {
            line_item_id: "line_1",
            title: "Troopy",
            code: "changed_by_staff",
            message: "The order says 2, the desk has made it 1",
          },
        ],
      })
    }
  })

  it("that the desk made more is not lowered behind its back", () => {
    expect(plan({ allocations: moved(STAFF, { quantity: 3 }) })).toMatchObject({
      revise: [],
      unserved: [{ code: "changed_by_staff", message: "The order says 2, the desk has made it 3" }],
    })
  })

  it("that the order lowers further than the desk did is followed", () => {
    const allocations = moved(STAFF, { quantity: 2 }, { quantity: 3 })
    expect(plan({ lines: [line({ quantity: 1 })], allocations })).toEqual({
      ...NOTHING,
      revise: reviseTo(1, "alloc_1_moved"),
    })
  })

  it("is what the desk and the order agree on by now", () => {
    const allocations = moved(STAFF, { quantity: 1 })
    expect(plan({ lines: [line({ quantity: 1 })], allocations })).toEqual(NOTHING)
  })
})

describe("An order that ends", () => {
  const two = [allocation(), allocation({ id: "alloc_2", line_item_id: null })]

  it("gives back all that it has, once", () => {
    expect(plan({ is_cancelled: true, allocations: two })).toEqual({
      ...NOTHING,
      cancel: [{ allocation_ids: ["alloc_1", "alloc_2"], reason: "order cancelled" }],
    })
    expect(plan({ is_cancelled: true, allocations: [cancelled("system")], holds: [hold()] })).toEqual(NOTHING)
  })

  it("in part gives back the line that is gone or has come to nothing, and what has no line stays", () => {
    const removed = { ...NOTHING, cancel: [{ allocation_ids: ["alloc_1"], reason: "line removed" }] }
    expect(plan({ lines: [], known_line_ids: ["line_1"], allocations: two })).toEqual(removed)
    expect(plan({ lines: [line({ quantity: 0 })], allocations: two })).toEqual(removed)
  })

  it("does not touch what names a line that it never had", () => {
    expect(plan({ lines: [], known_line_ids: ["line_9"], allocations: [allocation()] })).toEqual(NOTHING)
  })
})

describe("The desk's word", () => {
  const notServed = { ...NOTHING, unserved: [expect.objectContaining({ code: "cancelled_by_staff" }) as object] }

  it("is that a booking it has cancelled is cancelled, whatever reason it gave", () => {
    expect(plan({ allocations: [cancelled(STAFF)], holds: [hold()] })).toEqual(notServed)
    expect(plan({ allocations: [cancelled(STAFF, { cancel_reason: "replaced" })] })).toEqual(notServed)
    const [before, after] = moved(STAFF, { cancelled_at: AT, cancelled_by: STAFF })
    expect(plan({ allocations: [before!, after!] })).toEqual(notServed)
  })

  it("is taken for what it has moved elsewhere: to another resource, to other dates", () => {
    const elsewhere = moved(STAFF, { resource_id: "res_other", dates: ["2027-07-01", "2027-07-02"] })
    const confirmed = hold({ status: "CONFIRMED", resource_id: "res_other" })
    expect(plan({ allocations: elsewhere, holds: [confirmed] })).toEqual(NOTHING)
    expect(plan({ lines: [line({ quantity: 1 })], allocations: elsewhere }).revise).toMatchObject([
      { allocation_id: "alloc_1_moved", quantity: 1 },
    ])
  })

  const byDesk = (fields: Partial<OrderAllocation> = {}) =>
    allocation({ id: "alloc_desk", created_by: STAFF, source: "STAFF", per: null, units: null, ...fields })

  it("serves a line that waited, with the same resource or another", () => {
    expect(plan({ allocations: [cancelled(STAFF), byDesk()] })).toEqual(NOTHING)
    expect(plan({ allocations: [cancelled(STAFF), byDesk({ resource_id: "res_other" })] })).toEqual(NOTHING)
    expect(plan({ allocations: [byDesk({ resource_id: "res_other" })], holds: [hold({ status: "EXPIRED" })] })).toEqual(
      NOTHING,
    )
  })

  it("serves one resource of two with another, and the second is still missing", () => {
    const both = line({ resources: [VAN, GUIDE] })
    const instead = byDesk({ resource_id: "res_other" })
    expect(plan({ lines: [both], allocations: [instead] }).serve).toMatchObject([
      { missing: [{ resource_id: "res_guide" }] },
    ])
  })

  it("is not overruled where it took back what it had given instead", () => {
    const takenBack = byDesk({ resource_id: "res_other", cancelled_at: AT, cancelled_by: STAFF })
    expect(plan({ allocations: [takenBack] })).toEqual(notServed)
  })

  it("of what it booked by itself goes with the order's quantity", () => {
    expect(plan({ lines: [line({ quantity: 1 })], allocations: [byDesk()] }).revise).toMatchObject([{ quantity: 1 }])
  })

  it("is agreed to where it has confirmed what the checkout held", () => {
    const confirmed = allocation({ created_by: STAFF, quantity: 4, units: 2 })
    expect(plan({ lines: [line({ resources: [] })], allocations: [confirmed] })).toEqual(NOTHING)
  })
})

describe("A line that comes back", () => {
  it("after its return was called off is served again", () => {
    expect(plan({ allocations: [cancelled("system")] }).serve).toMatchObject([
      { missing: [{ resource_id: "res_van", quantity: 2 }], dates: DATES },
    ])
  })

  it("without terms takes what it had", () => {
    const unlinked = line({ resources: [], quantity: 5 })
    const [serving] = plan({
      lines: [unlinked],
      allocations: [cancelled("system", { per: null, units: null, quantity: 3 })],
    }).serve
    expect(serving!.missing).toEqual([{ resource_id: "res_van", quantity: 3 }])
  })
})

describe("A plan carried out", () => {
  it("leaves nothing to do, whatever it was", () => {
    const both = line({ resources: [VAN, GUIDE], quantity: 3 })
    const start = [allocation(), allocation({ id: "alloc_9", line_item_id: "line_9" })]
    const first = plan({ lines: [both], known_line_ids: ["line_1", "line_9"], allocations: start })
    expect(first).toMatchObject({
      cancel: [{ allocation_ids: ["alloc_9"] }],
      revise: [{ allocation_id: "alloc_1", quantity: 3 }],
      serve: [],
    })
    const carriedOut = [
      ...moved("system", { quantity: 3 }),
      cancelled("system", { id: "alloc_9", line_item_id: "line_9" }),
    ]
    expect(plan({ lines: [both], known_line_ids: ["line_1", "line_9"], allocations: carriedOut })).toEqual(NOTHING)
    const sold = plan({ lines: [both] })
    const served = sold.serve[0]!.missing.map((units, i) =>
      allocation({ id: `alloc_${i}`, created_by: "system", source: "STAFF", ...units }),
    )
    expect(plan({ lines: [both], allocations: served })).toEqual(NOTHING)
  })
})
