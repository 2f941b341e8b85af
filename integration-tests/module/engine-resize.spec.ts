import { ageHold, day, days } from "../helpers/build"
import { moduleSuite } from "../helpers/module-suite"
import { availableOn, capacityOn, expectRefused, holdCounts } from "../helpers/rows"

const MINUTE = 60_000

moduleSuite(({ build, db, service, boot }) => {
  const resize = (...wanted: [{ id: string }, number][]) =>
    service.resizeHolds({ holds: wanted.map(([{ id }, quantity]) => ({ hold_id: id, quantity })), by: "system" })
  const holdOf = async (id: string) => (await service.getHold(id)).hold

  it("D11: to more units takes them, with the same deadline, line and price", async () => {
    const resource = await build.resource({ capacity: 5 })
    const { holds, cart_id } = await build.line({
      of: [{ resource, quantity: 2 }],
      dates: days(1, 2),
      customer_id: "cus_1",
    })
    const old = holds[0]!
    const { holds: resized, now } = await resize([old, 4])
    expect(resized).toEqual([
      {
        ...old,
        ...{ id: resized[0]!.id, quantity: 4, source: "MOVE", replaces_id: old.id, created_at: now, updated_at: now },
      },
    ])
    expect(await holdOf(old.id)).toMatchObject({ status: "RELEASED", released_by: "system", released_at: now })
    expect(await availableOn(db, resource, days(1, 2))).toEqual([1, 1])
    expect(await service.getLineHolds(cart_id)).toEqual(resized)
  })

  it("D11: to fewer units gives them back", async () => {
    const resource = await build.resource({ capacity: 5 })
    const { holds } = await build.line({ of: [{ resource, quantity: 4 }], dates: days(1, 2) })
    const { holds: resized } = await resize([holds[0]!, 1])
    expect(resized).toMatchObject([{ quantity: 1, source: "REDUCTION", status: "ACTIVE" }])
    expect(await availableOn(db, resource, days(1, 2))).toEqual([4, 4])
  })

  it("without room leaves the old hold as it was", async () => {
    const resource = await build.resource({ capacity: 3 })
    const hold = await build.hold({ resource, quantity: 2 })
    await expectRefused(db, () => resize([hold, 4]), {
      code: "insufficient_capacity",
      message: `2 asked for and 1 left on ${day(1)}: choose other dates or fewer units`,
      details: { unavailable_dates: [{ resource_id: resource.id, date: day(1), requested: 2, available: 1 }] },
    })
  })

  it("of many holds does all or none, counting those of one date together", async () => {
    const resource = await build.resource({ capacity: 5 })
    const [a, b] = [await build.hold({ resource, quantity: 1 }), await build.hold({ resource, quantity: 1 })]
    await expectRefused(db, () => resize([a, 3], [b, 3]), {
      code: "insufficient_capacity",
      details: { unavailable_dates: [{ resource_id: resource.id, date: day(1), requested: 4, available: 3 }] },
    })
    await resize([a, 3], [b, 2])
    expect(await availableOn(db, resource, [day(1)])).toEqual([0])
  })

  it("lets what one gives back serve the other", async () => {
    const resource = await build.resource({ capacity: 5 })
    const [a, b] = [await build.hold({ resource, quantity: 1 }), await build.hold({ resource, quantity: 4 })]
    await resize([a, 4], [b, 1])
    expect(await availableOn(db, resource, [day(1)])).toEqual([0])
    expect(await holdCounts(db)).toEqual({ ACTIVE: 2, RELEASED: 2 })
  })

  it("named twice is resized once", async () => {
    const resource = await build.resource({ capacity: 5 })
    const hold = await build.hold({ resource, quantity: 4 })
    expect((await resize([hold, 1], [hold, 1])).holds).toHaveLength(1)
    expect(await availableOn(db, resource, [day(1)])).toEqual([4])
  })

  it("C3: settles lapsed holds of others where they stand in the way", async () => {
    const resource = await build.resource({ capacity: 3 })
    const [hold, lapsed] = [await build.hold({ resource }), await build.hold({ resource, quantity: 2 })]
    await ageHold(db, lapsed.id)
    await resize([hold, 3])
    expect(await holdOf(lapsed.id)).toMatchObject({ status: "EXPIRED" })
    expect(await availableOn(db, resource, [day(1)])).toEqual([0])
  })

  it("E2: down works on an overcommitted, closed and inactive date, up does not", async () => {
    const resource = await build.resource({ capacity: 5 })
    const hold = await build.hold({ resource, quantity: 4 })
    const date = { resource_id: resource.id, start_date: day(1), end_date: day(1) }
    await service.setCapacity({ ...date, max_capacity: 2, clamp: true })
    await expectRefused(db, () => resize([hold, 5]), { code: "insufficient_capacity" })
    const { holds: smaller } = await resize([hold, 3])
    expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 3, available: 0, target: 2 }])
    const { holds: smallest } = await resize([smaller[0]!, 1])
    expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 2, available: 1, target: null }])

    const { id } = await build.blackout({ resource_id: resource.id })
    await expectRefused(db, () => resize([smallest[0]!, 2]), { code: "date_blacked_out" })
    await service.deleteBlackout(id)
    await service.updateResource(resource.id, { is_active: false })
    await expectRefused(db, () => resize([smallest[0]!, 2]), { code: "resource_inactive" })
    await service.updateResource(resource.id, { is_active: true })
    const { holds: grown } = await resize([smallest[0]!, 2])
    await build.blackout({ resource_id: resource.id })
    await service.updateResource(resource.id, { is_active: false })
    await resize([grown[0]!, 1])
    expect(await capacityOn(db, resource, [day(1)])).toEqual([{ max: 2, available: 1, target: null }])
  })

  it("G1: is no way round the owner's limit, whatever number of holds it is spread over", async () => {
    const limited = await boot({ options: { max_active_unit_days_per_owner: 8 } })
    const resource = await build.resource({ capacity: 99 })
    const hold = () => build.hold({ resource, cart_id: "cart_1", dates: days(1, 2), quantity: 1 })
    const [a, b] = [await hold(), await build.hold({ resource, cart_id: "cart_1", dates: days(3, 4), quantity: 1 })]
    const resizeTo = (quantity: number, other = quantity) =>
      limited.resizeHolds({
        holds: [
          { hold_id: a.id, quantity },
          { hold_id: b.id, quantity: other },
        ],
        by: "system",
      })
    await expectRefused(db, () => resizeTo(3), {
      code: "hold_limit_exceeded",
      details: { limit: "max_active_unit_days_per_owner", allowed: 8, present: 4, requested: 8 },
    })
    expect((await resizeTo(3, 1)).holds).toHaveLength(2)
  })

  it.each([0, -1, 1.5, 1001, Number.NaN])("to %s units is refused", async (quantity) => {
    const hold = await build.hold({ resource: await build.resource({ capacity: 9 }) })
    await expectRefused(db, () => resize([hold, quantity]), {
      code: "invalid_data",
      message: expect.stringMatching(/^quantity must be a whole number from 1 to 1000/),
      details: { field: "quantity" },
    })
  })

  it("is for live holds only", async () => {
    const resource = await build.resource({ capacity: 9 })
    const [lapsed, released] = [await build.hold({ resource }), await build.hold({ resource })]
    await ageHold(db, lapsed.id)
    await service.releaseHold(released.id, "test")
    const fine = await build.hold({ resource })
    await expectRefused(db, () => resize([fine, 2], [lapsed, 2]), {
      code: "hold_expired",
      details: { hold_id: lapsed.id },
    })
    await expectRefused(db, () => resize([fine, 2], [released, 2]), { code: "hold_not_active" })
    await expectRefused(db, () => resize([fine, 2], [{ id: "hold_x" }, 2]), { code: "hold_not_found" })
  })

  it("G4: gives no second life: a hold ends at the longest life from its first size", async () => {
    const resource = await build.resource({ capacity: 9 })
    const { holds, cart_id, line } = await build.line({ of: [{ resource }] })
    await db.query("update resource_hold set created_at = created_at - interval '100 minutes'")
    const { created_at } = await holdOf(holds[0]!.id)
    const { holds: larger } = await resize([holds[0]!, 2])
    const { holds: resized } = await resize([larger[0]!, 1])
    const age = (to: string) => (Date.parse(to) - Date.parse(created_at)) / MINUTE
    await ageHold(db, resized[0]!.id, -1)
    const extended = await service.extendHold(resized[0]!.id, 60)
    expect(age(extended.holds[0]!.expires_at)).toBe(120)
    await ageHold(db, resized[0]!.id, -1)
    await db.query("update resource_hold set created_at = created_at - interval '25 minutes'")
    const kept = await service.claimCart({ cart_id, lines: [line], claim: false })
    expect(age(kept.holds[0]!.expires_at)).toBe(135 - 25)
  })

  it("C10: a customer who was told that the end is near is not told again", async () => {
    const resource = await build.resource({ capacity: 9 })
    const hold = await build.hold({ resource })
    await ageHold(db, hold.id, -300)
    expect(await service.markExpiringHolds()).toHaveLength(1)
    await resize([hold, 2])
    expect(await service.markExpiringHolds()).toEqual([])
  })
})
