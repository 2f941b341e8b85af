import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { ageHold, day, type BuiltLine } from "../helpers/build"
import { until, untilWaiting } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { inTransaction } from "../helpers/outer-transaction"
import { tally } from "../helpers/tally"
import { availableOn, holdCounts } from "../helpers/rows"

type Service = ResourceBookingModuleService
type Joined = Parameters<Service["unclaimCart"]>[2]

moduleSuite(({ build, db, service, boot }) => {
  /**
   * Both of two verbs, the first committing only when the second waits for it: each pair of verbs is told in both
   * orders, so that a race is set up and not hoped for.
   */
  const inThisOrder = async <First, Second>(
    first: (context: Joined) => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[First, Second | string]> => {
    let later: Promise<Second | string> | undefined
    const done = await inTransaction(service, async (context) => {
      const result = await first(context)
      later = second().catch(({ code, details }: { code: string; details?: { rule?: string } }) =>
        [code, details?.rule].filter(Boolean).join(" "),
      )
      await untilWaiting(db, 1)
      return result
    })
    return [done, await later!]
  }
  const cartOf = ({ cart_id, line }: BuiltLine) => ({ cart_id, lines: [line], claim: true })
  const claim = (built: BuiltLine) => (context: Joined) => service.claimCart(cartOf(built), context)
  const idOf = ({ holds }: BuiltLine) => holds[0]!.id
  const statusOf = async (id: string) => {
    const { hold } = await service.getHold(id)
    return hold.claimed_at && hold.status === "ACTIVE" ? "CLAIMED" : hold.status
  }
  const aLine = async (capacity = 1) => build.line({ of: [{ resource: await build.resource({ capacity }) }] })
  const aLapsedLine = async () => {
    const line = await aLine()
    await ageHold(db, idOf(line))
    return line
  }
  const order = { order_id: "order_1", line_item_id: "ordli_1" }
  const passed = (id: string) =>
    until(
      async () => (await db.query("select 1 from resource_hold where id = $1 and expires_at < now()", [id])).length > 0,
      "the deadline to pass",
    )
  /** A claim that was decided a moment before the deadline and commits a moment after it. */
  const claimAtTheLastMoment = (built: BuiltLine) => async (context: Joined) => {
    await ageHold(db, idOf(built), -1)
    const claimed = await service.claimCart(cartOf(built), context)
    await passed(idOf(built))
    return claimed
  }

  describe("claim ‖ expire", () => {
    it("C5: claimed at the last moment it stays, though the clean-up looks before that is committed", async () => {
      const line = await aLine()
      const [, swept] = await inThisOrder(claimAtTheLastMoment(line), () => service.expireHolds())
      expect(swept).toMatchObject({ expired_count: 0 })
      expect(await statusOf(idOf(line))).toBe("CLAIMED")
    })

    it("C5: claimed at the last moment it stays, though a buyer of the unit would settle it", async () => {
      const line = await aLine()
      const resource = { id: line.holds[0]!.resource_id }
      const [, bought] = await inThisOrder(claimAtTheLastMoment(line), () => build.hold({ resource }))
      expect(bought).toBe("insufficient_capacity")
      expect(await statusOf(idOf(line))).toBe("CLAIMED")
    })

    it("what the clean-up has taken first is retaken", async () => {
      const line = await aLapsedLine()
      const [swept, claimed] = await inThisOrder(
        (context) => service.expireHolds(context),
        () => service.claimCart(cartOf(line)),
      )
      expect(swept).toMatchObject({ expired_count: 1 })
      expect(claimed).toMatchObject({ holds: [{ replaces_id: idOf(line), source: "RETAKE" }] })
    })

    it("a retake is not undone by a clean-up that found the old hold before", async () => {
      const line = await aLapsedLine()
      const [claimed, swept] = await inThisOrder(claim(line), () => service.expireHolds())
      expect(swept).toMatchObject({ expired_count: 0, capacity_restored: 0 })
      expect(await statusOf(claimed.retaken_ids[0]!)).toBe("CLAIMED")
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1, EXPIRED: 1 })
    })
  })

  describe("claim ‖ release", () => {
    it("the later release is refused", async () => {
      const line = await aLine()
      const [, released] = await inThisOrder(claim(line), () => service.releaseHold(idOf(line), "store"))
      expect(released).toBe("hold_in_checkout")
    })

    it("the later claim is refused by its line", async () => {
      const line = await aLine()
      const [, claimed] = await inThisOrder(
        (context) => service.releaseHold(idOf(line), "store", context),
        () => service.claimCart(cartOf(line)),
      )
      expect(claimed).toBe("booking_line_invalid released")
    })

    it("a blackout that gives holds back spares the one that was claimed first, and the claim sees one that was not", async () => {
      const [line, other] = [await aLine(), await aLine()]
      const blackout = ({ holds }: BuiltLine, context?: Joined) =>
        service.createBlackout(
          { resource_id: holds[0]!.resource_id, start_date: day(1), end_date: day(1), reason: "Storm" },
          { by: "user_1", on_conflict: "release_holds" },
          context,
        )
      const [, spared] = await inThisOrder(claim(line), () => blackout(line))
      expect(spared).toMatchObject({ released_holds: [] })
      const [, claimed] = await inThisOrder(
        (context) => blackout(other, context),
        () => service.claimCart(cartOf(other)),
      )
      expect(claimed).toBe("booking_line_invalid released")
    })
  })

  describe("claim ‖ claim", () => {
    it("D4: the later attempt on a cart finds the earlier", async () => {
      const line = await aLine()
      const [, second] = await inThisOrder(claim(line), () => service.claimCart(cartOf(line)))
      expect(second).toBe("hold_in_checkout")
    })

    it("D3: what has lapsed is retaken once", async () => {
      const line = await aLapsedLine()
      const [first, second] = await inThisOrder(claim(line), () => service.claimCart(cartOf(line)))
      expect(second).toBe("hold_in_checkout")
      expect(await service.getLineHolds(line.cart_id)).toEqual(first.holds)
    })

    it("D4: of twenty attempts on a cart, on two servers, exactly one has it", async () => {
      const servers = [service, await boot()]
      for (const line of [await aLine(), await aLapsedLine()]) {
        const attempts = Array.from({ length: 20 }, (_, i) =>
          servers[i % 2]!.claimCart(cartOf(line)).then(
            () => "claimed",
            ({ code }: { code: string }) => code,
          ),
        )
        expect(tally(await Promise.all(attempts))).toEqual({ claimed: 1, hold_in_checkout: 19 })
      }
    })
  })

  describe("claim ‖ confirm by staff", () => {
    it("the later confirmation is refused", async () => {
      const line = await aLine()
      const [, confirmed] = await inThisOrder(claim(line), () => service.confirmHolds({ hold_ids: [idOf(line)] }))
      expect(confirmed).toBe("hold_in_checkout")
    })

    it("the later claim is refused by its line", async () => {
      const line = await aLine()
      const [, claimed] = await inThisOrder(
        (context) => service.confirmHolds({ hold_ids: [idOf(line)] }, context),
        () => service.claimCart(cartOf(line)),
      )
      expect(claimed).toBe("booking_line_invalid confirmed")
    })
  })

  describe("claim ‖ what changes under it", () => {
    it("resize: the later claim sees the new hold, the later resize is refused", async () => {
      const [line, other] = [await aLine(3), await aLine(3)]
      const resize = (built: BuiltLine, context?: Joined) =>
        service.resizeHolds({ holds: [{ hold_id: idOf(built), quantity: 2 }], by: "system" }, context)
      line.line.resources[0]!.quantity = 2
      const [resized, claimed] = await inThisOrder(
        (context) => resize(line, context),
        () => service.claimCart(cartOf(line)),
      )
      expect(claimed).toMatchObject({ holds: [{ id: resized.holds[0]!.id, quantity: 2 }] })
      const [, refused] = await inThisOrder(claim(other), () => resize(other))
      expect(refused).toBe("hold_in_checkout")
    })

    it("extend: the later of the two is refused or keeps the longer deadline", async () => {
      const [line, other] = [await aLine(), await aLine()]
      const [, refused] = await inThisOrder(claim(line), () => service.extendHold(idOf(line), 60))
      expect(refused).toBe("hold_in_checkout")
      const [extended, claimed] = await inThisOrder(
        (context) => service.extendHold(idOf(other), 60, context),
        () => service.claimCart(cartOf(other)),
      )
      expect(claimed).toMatchObject({ holds: [{ id: idOf(other), expires_at: extended.holds[0]!.expires_at }] })
    })

    it("E14: a resource whose last hold is claimed at the last moment is not deleted", async () => {
      const line = await aLine()
      const { resource_id } = line.holds[0]!
      const [, deleted] = await inThisOrder(claimAtTheLastMoment(line), () => service.deleteResource(resource_id))
      expect(deleted).toBe("resource_in_use")
      const gone = await aLapsedLine()
      const [, claimed] = await inThisOrder(
        (context) => service.deleteResource(gone.holds[0]!.resource_id, context),
        () => service.claimCart(cartOf(gone)),
      )
      expect(claimed).toBe("resource_not_found")
    })

    it("E4: a smaller capacity beside a retake: the unit is retaken or withheld, never both", async () => {
      const [line, other] = [await aLapsedLine(), await aLapsedLine()]
      const close = ({ holds }: BuiltLine, context?: Joined) =>
        service.setCapacity(
          { resource_id: holds[0]!.resource_id, start_date: day(1), end_date: day(1), max_capacity: 0, clamp: true },
          context,
        )
      const [retaken, clamped] = await inThisOrder(claim(line), () => close(line))
      expect(retaken.retaken_ids).toHaveLength(1)
      expect(clamped).toMatchObject({ conflicts: [{ taken: 1 }] })
      const [, refused] = await inThisOrder(
        (context) => close(other, context),
        () => service.claimCart(cartOf(other)),
      )
      expect(refused).toBe("insufficient_capacity")
    })
  })

  describe("retake ‖ another buyer of the last unit", () => {
    it("D2: the later retake is refused", async () => {
      const line = await aLapsedLine()
      const resource = { id: line.holds[0]!.resource_id }
      await service.expireHolds()
      const [, claimed] = await inThisOrder(
        (context) =>
          service.placeHold(
            { cart_id: "cart_2", items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }] },
            context,
          ),
        () => service.claimCart(cartOf(line)),
      )
      expect(claimed).toBe("insufficient_capacity")
    })

    it("D1: the later buyer is refused", async () => {
      const line = await aLapsedLine()
      const resource = { id: line.holds[0]!.resource_id }
      const [, bought] = await inThisOrder(claim(line), () => build.hold({ resource }))
      expect(bought).toBe("insufficient_capacity")
    })

    it("D3: of thirty lapsed carts and thirty buyers, on two servers, exactly one gets it", async () => {
      const servers = [service, await boot()]
      const resource = await build.resource({ capacity: 30 })
      const lines = await Promise.all(Array.from({ length: 30 }, () => build.line({ of: [{ resource }] })))
      await service.setCapacity({
        resource_id: resource.id,
        start_date: day(1),
        end_date: day(1),
        max_capacity: 1,
        clamp: true,
      })
      await Promise.all(lines.map((line) => ageHold(db, idOf(line))))
      const attempts = lines.flatMap((line, i) => [
        servers[i % 2]!.claimCart(cartOf(line)),
        servers[(i + 1) % 2]!.placeHold({
          cart_id: `cart_${i}`,
          items: [{ resource_id: resource.id, dates: [day(1)], quantity: 1 }],
        }),
      ])
      const outcomes = (await Promise.allSettled(attempts)).map((one) =>
        one.status === "fulfilled" ? "won" : (one.reason as { code: string }).code,
      )
      expect(tally(outcomes)).toEqual({ won: 1, insufficient_capacity: 59 })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1, EXPIRED: 30 })
      expect(await availableOn(db, resource, [day(1)])).toEqual([0])
    })
  })

  describe("un-claim ‖ confirm", () => {
    const confirm = (built: BuiltLine, context?: Joined) =>
      service.confirmClaimedHolds({ ...order, hold_ids: [idOf(built)], cart_line_id: built.line.line_item_id }, context)

    it("what is confirmed first stays so", async () => {
      const line = await aLine()
      const attempt = (await service.claimCart(cartOf(line))).claim!
      const [, unclaimed] = await inThisOrder(
        (context) => confirm(line, context),
        () => service.unclaimCart(line.cart_id, attempt),
      )
      expect(unclaimed).toEqual([])
      expect(await statusOf(idOf(line))).toBe("CONFIRMED")
    })

    it("what is un-claimed first is not confirmed", async () => {
      const line = await aLine()
      const attempt = (await service.claimCart(cartOf(line))).claim!
      const [unclaimed, confirmed] = await inThisOrder(
        (context) => service.unclaimCart(line.cart_id, attempt, context),
        () => confirm(line),
      )
      expect(unclaimed).toEqual([idOf(line)])
      expect(confirmed).toBe("hold_not_claimed")
      expect(await statusOf(idOf(line))).toBe("ACTIVE")
    })
  })

  it("C6: all at once at the deadline, on two servers, a hold ends one way only", async () => {
    const other = await boot()
    const resource = await build.resource({ capacity: 40 })
    const outcome = (call: Promise<unknown>) =>
      call.then(
        () => "done",
        ({ code }: { code: string }) => code,
      )
    for (let round = 0; round < 4; round++) {
      const lines = await Promise.all(Array.from({ length: 10 }, () => build.line({ of: [{ resource }] })))
      await Promise.all(lines.map((line, i) => ageHold(db, idOf(line), -0.02 * i)))
      const outcomes = await Promise.all(
        lines.map((line) =>
          Promise.all([
            outcome(service.claimCart(cartOf(line))),
            outcome(other.releaseHold(idOf(line), "store")),
            outcome(other.confirmHolds({ hold_ids: [idOf(line)] })),
            outcome(service.expireHolds()),
          ]),
        ),
      )
      for (const [i, [claimed, released, confirmed]] of outcomes.entries()) {
        const winners = { claimed, released, confirmed }
        const won = Object.entries(winners).flatMap(([verb, how]) => (how === "done" ? [verb] : []))
        expect({ ...winners, won: won.length }).toMatchObject({ won: 1 })
        const [standing] = await service.getLineHolds(lines[i]!.cart_id)
        const expected = { claimed: "ACTIVE", released: "RELEASED", confirmed: "CONFIRMED" }[won[0]!]
        expect({ ...winners, status: standing!.status }).toMatchObject({ status: expected })
      }
    }
  })
})
