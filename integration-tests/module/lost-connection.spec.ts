import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import type { PlaceHoldInput } from "../../src/modules/resource_booking/types"
import { bootModule } from "../helpers/boot-module"
import { day, unique } from "../helpers/build"
import type { Db } from "../helpers/database"
import { whileLocked } from "../helpers/held-locks"
import { lineTo, type LineToDatabase } from "../helpers/line-to-database"
import { until, untilBlocked, untilWaiting } from "../helpers/locks"
import { moduleSuite } from "../helpers/module-suite"
import { availableOn, holdCounts } from "../helpers/rows"

type Loss = [string, (db: Db, line: LineToDatabase) => Promise<unknown> | void]

const TERMINATE = `
  select pg_terminate_backend(pid) from pg_stat_activity
  where datname = current_database() and wait_event_type = 'Lock'`

const losses: Loss[] = [
  ["ended by the server", (db) => db.query(TERMINATE)],
  ["closed on the way", (_, line) => line.cut("close")],
  ["reset on the way", (_, line) => line.cut("reset")],
]

moduleSuite(({ build, db }) => {
  const request = (resource: { id: string }, dates: string[]): PlaceHoldInput => ({
    cart_id: unique("cart"),
    idempotency_token: unique("token"),
    items: [{ resource_id: resource.id, dates, quantity: 1 }],
  })

  // A connection that is being closed may be given out once more: then the next answer is busy, too.
  const untilNotBusy = async <T>(call: () => Promise<T>): Promise<T> => {
    let answer: { done: T } | undefined
    await until(async () => {
      answer = await call().then(
        (done) => ({ done }),
        (error: { code?: string }) => {
          if (error.code !== "busy") throw error
          return undefined
        },
      )
      return answer !== undefined
    }, "an answer that is not busy")
    return answer!.done
  }

  const overALine = async (work: (service: ResourceBookingModuleService, line: LineToDatabase) => Promise<void>) => {
    const line = await lineTo(db.url)
    const booted = await bootModule(line.url)
    try {
      await work(booted.service, line)
    } finally {
      await booted.shutdown()
      await line.close()
    }
  }

  describe.each(losses)("a connection %s", (_, lose) => {
    it("while a place waits for its date is busy, and the same token makes or finds its booking", async () => {
      const resource = await build.resource({ capacity: 9 })
      const asked = request(resource, [day(1)])
      await overALine(async (service, line) => {
        await whileLocked(db, resource, [day(1)], async () => {
          const placed = service.placeHold(asked)
          const refused = expect(placed).rejects.toMatchObject({ code: "busy" })
          await untilBlocked(db, 1)
          await lose(db, line)
          await refused
        })
        expect(await untilNotBusy(() => service.placeHold(asked))).toMatchObject({ holds: [{ status: "ACTIVE" }] })
      })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 1 })
      expect(await availableOn(db, resource, [day(1)])).toEqual([8])
    })

    it("while a batch waits is busy for each of it, and each token makes or finds its booking", async () => {
      const resource = await build.resource({ capacity: 9 })
      const first = request(resource, [day(1)])
      const others = Array.from({ length: 5 }, () => request(resource, [day(1), day(2)]))
      await overALine(async (service, line) => {
        await whileLocked(db, resource, [day(2)], async () => {
          const outcomes = await whileLocked(db, resource, [day(1)], async () => {
            const placed = service.placeHold(first)
            await untilBlocked(db, 1)
            return [placed, ...others.map((one) => service.placeHold(one))].map((one) =>
              one.then(() => "placed").catch(({ code }: { code: string }) => code),
            )
          })
          expect(await outcomes[0]).toBe("placed")
          await untilBlocked(db, 1)
          await lose(db, line)
          expect(await Promise.all(outcomes)).toEqual(["placed", ...Array<string>(5).fill("busy")])
        })
        for (const one of others) {
          expect(await untilNotBusy(() => service.placeHold(one))).toMatchObject({ holds: [{ status: "ACTIVE" }] })
        }
      })
      expect(await holdCounts(db)).toEqual({ ACTIVE: 6 })
      expect(await availableOn(db, resource, [day(1), day(2)])).toEqual([3, 4])
    })

    it("while a read is under way is busy, and the next read is answered", async () => {
      const resource = await build.resource()
      const range = { resource_id: resource.id, start_date: day(1), end_date: day(1) }
      await overALine(async (service, line) => {
        await db.rolledBack(async (session) => {
          await session.query("lock table resource_capacity in access exclusive mode")
          const refused = expect(service.getAvailability(range)).rejects.toMatchObject({ code: "busy" })
          await untilWaiting(db, 1)
          await lose(db, line)
          await refused
        })
        expect(await untilNotBusy(() => service.getAvailability(range))).toMatchObject({
          available_dates: [{ date: day(1) }],
        })
      })
    })
  })
})
