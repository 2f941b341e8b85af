import path from "node:path"
import { moduleIntegrationTestRunner } from "@medusajs/test-utils"
import { BOOKING_JOURNAL_MODULE } from "../../src/modules/booking_journal"
import { BookingIncident } from "../../src/modules/booking_journal/models/booking-incident"
import { BookingLog } from "../../src/modules/booking_journal/models/booking-log"
import { BookingRefusal } from "../../src/modules/booking_journal/models/booking-refusal"
import BookingJournalModuleService from "../../src/modules/booking_journal/service"
import type { LostDemand, OpenIncidentInput } from "../../src/modules/booking_journal/types"

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/
const moduleFolder = path.join(process.cwd(), "src/modules/booking_journal")

const buildIncident = (overrides: Partial<OpenIncidentInput> = {}): OpenIncidentInput => ({
  kind: "ORDER_UNSERVED",
  ref: "order_1",
  details: { display_id: 1007 },
  ...overrides,
})

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const total = (rows: LostDemand[]) => rows.reduce((sum, { count }) => sum + count, 0)
const dayOf2030 = (i: number) => new Date(Date.UTC(2030, 0, 1 + i)).toISOString().slice(0, 10)

moduleIntegrationTestRunner<BookingJournalModuleService>({
  moduleName: BOOKING_JOURNAL_MODULE,
  moduleModels: [BookingIncident, BookingRefusal, BookingLog],
  resolve: moduleFolder,
  pathToMigrations: path.join(moduleFolder, "migrations"),
  testSuite: ({ service, MikroOrmWrapper }) => {
    const sql = <Row>(text: string, params: unknown[] = []): Promise<Row[]> =>
      MikroOrmWrapper.forkManager().execute(text, params)

    /** A second process, as far as the module can tell: a service of its own with its own memory. */
    const anotherService = () =>
      new BookingJournalModuleService(
        (service as unknown as { __container__: ConstructorParameters<typeof BookingJournalModuleService>[0] })
          .__container__,
      )

    describe("incidents", () => {
      it("twenty parallel opens of one condition leave one open incident", async () => {
        const answers = await Promise.all(times(20, () => service.openIncident(buildIncident())))

        expect(answers.filter(({ opened }) => opened)).toHaveLength(1)
        expect(new Set(answers.map(({ incident }) => incident.id)).size).toBe(1)
        expect(await sql(`select kind, ref from booking_incident`)).toEqual([
          { kind: "ORDER_UNSERVED", ref: "order_1" },
        ])
      })

      it("opens and resolutions in parallel never leave two open incidents", async () => {
        const { incident } = await service.openIncident(buildIncident())
        const answers = await Promise.all(
          times(20, async (i) =>
            i % 2
              ? await service.openIncident(buildIncident())
              : await service
                  .resolveIncident({ id: incident.id, resolved_by: `user_${i}` })
                  .then((resolved) => ({ incident: resolved, opened: false })),
          ),
        )

        const open = await service.listIncidents({ open: true })
        expect(open.count).toBeLessThanOrEqual(1)
        expect(answers.filter(({ opened }) => opened).length).toBe((await service.listIncidents()).count - 1)
        expect(new Set(answers.map(({ incident: { resolved_by } }) => resolved_by).filter(Boolean)).size).toBe(1)
      })

      it("a second open refreshes the details, and keeps them where it has none", async () => {
        const { incident } = await service.openIncident(buildIncident())
        const changed = await service.openIncident(
          buildIncident({ details: { display_id: 1007, missing: ["2030-01-02"] } }),
        )
        const silent = await service.openIncident(buildIncident({ details: undefined }))

        expect(changed).toMatchObject({ opened: false, incident: { id: incident.id, opened_at: incident.opened_at } })
        expect(silent.incident.details).toEqual({ display_id: 1007, missing: ["2030-01-02"] })
        expect(incident).toMatchObject({
          id: expect.stringMatching(/^inc_/) as string,
          opened_at: expect.stringMatching(INSTANT) as string,
          resolved_at: null,
        })
      })

      it("a condition that comes back after it was resolved is a new incident", async () => {
        const { incident } = await service.openIncident(buildIncident())
        await service.resolveIncident({ id: incident.id, resolved_by: "user_1", note: "moved to another car" })
        const again = await service.openIncident(buildIncident())

        expect(again.opened).toBe(true)
        expect(again.incident.id).not.toBe(incident.id)
      })

      it("resolving twice answers the same, whoever asks second", async () => {
        const { incident } = await service.openIncident(buildIncident())
        const first = await service.resolveIncident({ id: incident.id, resolved_by: "user_1", note: "refunded" })
        const second = await service.resolveIncident({ id: incident.id, resolved_by: "user_2", note: "me too" })

        expect(first).toMatchObject({
          resolved_by: "user_1",
          note: "refunded",
          resolved_at: expect.stringMatching(INSTANT) as string,
        })
        expect(second).toEqual(first)
      })

      it("resolving an unknown incident says incident_not_found", async () => {
        await expect(service.resolveIncident({ id: "inc_none", resolved_by: "user_1" })).rejects.toMatchObject({
          code: "incident_not_found",
          type: "not_found",
        })
      })

      it("a check closes the incidents of its kind that it has not found again", async () => {
        for (const ref of ["res_1 2030-01-01", "res_1 2030-01-02"]) {
          await service.openIncident({ kind: "OVERCOMMITTED", ref })
        }
        await service.openIncident({ kind: "DRIFT", ref: "res_1 2030-01-01" })

        const closed = await service.resolveIncidentsNotIn({
          kind: "OVERCOMMITTED",
          refs: ["res_1 2030-01-02"],
          resolved_by: "system",
        })
        expect(closed).toMatchObject([{ ref: "res_1 2030-01-01", resolved_by: "system" }])
        const open = await service.listIncidents({ open: true }, { order: "kind" })
        expect(open.incidents.map(({ kind, ref }) => [kind, ref])).toEqual([
          ["DRIFT", "res_1 2030-01-01"],
          ["OVERCOMMITTED", "res_1 2030-01-02"],
        ])
        expect(await service.resolveIncidentsNotIn({ kind: "DRIFT", refs: [], resolved_by: "system" })).toHaveLength(1)
      })

      it("a check leaves alone what was opened or seen after it began to look", async () => {
        const { incident: seen } = await service.openIncident({ kind: "DRIFT", ref: "seen again" })
        await service.openIncident({ kind: "DRIFT", ref: "gone" })
        await sql(
          `update booking_incident set updated_at = now() - interval '1 hour', opened_at = now() - interval '1 hour'`,
        )
        const [clock] = await sql<{ now: string }>(`select to_jsonb(now())#>>'{}' as now`)
        await service.openIncident({ kind: "DRIFT", ref: "new" })
        await service.openIncident({ kind: "DRIFT", ref: seen.ref })

        const closed = await service.resolveIncidentsNotIn({
          kind: "DRIFT",
          refs: [],
          resolved_by: "system",
          checked_at: clock!.now,
        })
        expect(closed.map(({ ref }) => ref)).toEqual(["gone"])
      })

      it("the list filters, searches, sorts and counts beyond the page", async () => {
        await service.openIncident(buildIncident({ ref: "order_a", details: { customer: "50% off? Ltd" } }))
        await service.openIncident(buildIncident({ ref: "order_b" }))
        const { incident } = await service.openIncident(buildIncident({ kind: "UNPAID", ref: "order_c" }))
        await service.resolveIncident({ id: incident.id, resolved_by: "user_1", note: "paid by transfer" })
        const refs = async (...args: Parameters<typeof service.listIncidents>) => {
          const { incidents, count } = await service.listIncidents(...args)
          return [incidents.map(({ ref }) => ref), count]
        }

        expect(await refs({}, { order: "ref", limit: 1, offset: 1 })).toEqual([["order_b"], 3])
        expect(await refs({}, { order: "-ref", offset: 9 })).toEqual([[], 3])
        expect(await refs()).toEqual([["order_c", "order_b", "order_a"], 3])
        expect(await refs({ kind: "UNPAID" })).toEqual([["order_c"], 1])
        expect(await refs({ open: false })).toEqual([["order_c"], 1])
        expect(await refs({ ref: "order_b", open: true })).toEqual([["order_b"], 1])
        expect(await refs({ q: "0% OFF? l" })).toEqual([["order_a"], 1])
        expect(await refs({ q: "transfer" })).toEqual([["order_c"], 1])
        expect(await refs({ q: "order_%" })).toEqual([[], 0])
      })

      it("an unknown order is refused in words and never reaches the database", async () => {
        const order = "ref; drop table booking_incident" as "ref"

        await expect(service.listIncidents({}, { order })).rejects.toMatchObject({ code: "invalid_data" })
      })

      it("PostgreSQL itself refuses a second open incident, an unknown kind and a hidden one", async () => {
        const { incident } = await service.openIncident(buildIncident())
        const insert = (id: string, kind: string) =>
          sql(`insert into booking_incident (id, kind, ref) values (?, ?, 'order_1')`, [id, kind])

        await expect(insert("inc_2", "ORDER_UNSERVED")).rejects.toMatchObject({
          constraint: "booking_incident_open_key",
        })
        await expect(insert("inc_2", "OTHER")).rejects.toMatchObject({ constraint: "booking_incident_kind_check" })
        await expect(service.softDeleteBookingIncidents(incident.id)).rejects.toThrow(/booking_incident_kept_check/)
      })
    })

    describe("lost demand", () => {
      afterEach(async () => {
        await service.__hooks.onApplicationShutdown()
      })

      it("refusals add up per resource, day and code, and days are those that were wanted", async () => {
        service.countRefusal({
          code: "insufficient_capacity",
          resource_id: "res_1",
          dates: ["2030-01-01", "2030-01-02"],
        })
        service.countRefusal({
          code: "insufficient_capacity",
          resource_id: "res_1",
          dates: ["2030-01-02"],
        })
        service.countRefusal({ code: "date_blacked_out", resource_id: "res_2", dates: ["2030-01-02"] })
        service.countRefusal({ code: "hold_limit_exceeded" })
        expect(await service.listLostDemand()).toEqual([])
        await service.flushRefusals()
        service.countRefusal({ code: "hold_limit_exceeded" })
        await service.flushRefusals()

        expect(await service.listLostDemand()).toEqual([
          { resource_id: "res_1", date: "2030-01-01", code: "insufficient_capacity", count: 1 },
          { resource_id: "res_1", date: "2030-01-02", code: "insufficient_capacity", count: 2 },
          { resource_id: "res_2", date: "2030-01-02", code: "date_blacked_out", count: 1 },
          { resource_id: null, date: null, code: "hold_limit_exceeded", count: 2 },
        ])
        const [stored] =
          await sql(`select count(*)::integer as rows, bool_and(hour = date_trunc('hour', now(), 'UTC')) as hourly
          from booking_refusal`)
        expect(stored).toEqual({ rows: 4, hourly: true })
      })

      it("is asked by day, by resource and by hour", async () => {
        service.countRefusal({
          code: "insufficient_capacity",
          resource_id: "res_1",
          dates: ["2030-01-01", "2030-01-02"],
        })
        service.countRefusal({ code: "insufficient_capacity", resource_id: "res_2", dates: ["2030-01-02"] })
        service.countRefusal({ code: "busy", resource_id: "res_2" })
        await service.flushRefusals()
        await sql(`update booking_refusal set hour = '2021-12-31T10:00:00Z' where resource_id = 'res_2'`)
        const sum = async (filters: Parameters<typeof service.listLostDemand>[0]) =>
          total(await service.listLostDemand(filters))

        expect(await sum({ start_date: "2030-01-02", end_date: "2030-01-02" })).toBe(2)
        expect(await sum({ end_date: "2030-01-01" })).toBe(1)
        expect(await sum({ resource_id: "res_2" })).toBe(2)
        expect(await sum({ from: "2021-12-31T10:00:00Z", to: "2021-12-31T11:00:00Z" })).toBe(2)
        expect(await sum({ to: "2021-12-31T10:00:00Z" })).toBe(0)
      })

      it("the flushes of two processes on the same days lose nothing and never deadlock", async () => {
        const other = anotherService()
        const days = times(1000, dayOf2030)
        const backwards = [...days].reverse()
        for (const _round of times(10, (n) => n)) {
          service.countRefusal({ code: "insufficient_capacity", resource_id: "res_1", dates: days })
          other.countRefusal({ code: "insufficient_capacity", resource_id: "res_1", dates: backwards })
          await Promise.all([service.flushRefusals(), other.flushRefusals()])
        }

        const demand = await service.listLostDemand()
        expect(demand).toHaveLength(1000)
        expect(new Set(demand.map(({ count }) => count))).toEqual(new Set([20]))
      })

      it("a failed flush keeps its counts for the next one", async () => {
        service.countRefusal({ code: "insufficient_capacity", resource_id: "res_1", dates: ["2030-01-01"] })
        await sql(`alter table booking_refusal rename to booking_refusal_away`)
        const failing = service.flushRefusals()
        service.countRefusal({ code: "insufficient_capacity", resource_id: "res_1", dates: ["2030-01-01"] })
        await expect(failing).rejects.toMatchObject({ code: "42P01" })
        await sql(`alter table booking_refusal_away rename to booking_refusal`)
        await service.flushRefusals()

        expect(await service.listLostDemand()).toMatchObject([{ date: "2030-01-01", count: 2 }])
      })

      it("memory is bounded: beyond ten thousand keys the day is forgotten, never the count", async () => {
        const days = times(365, dayOf2030)
        for (const i of times(40, (n) => n)) {
          service.countRefusal({ code: "insufficient_capacity", resource_id: `res_${i}`, dates: days })
        }
        for (const i of times(2000, (n) => n)) {
          service.countRefusal({ code: "resource_inactive", resource_id: `res_other_${i}` })
        }
        await service.flushRefusals()

        const demand = await service.listLostDemand()
        expect(demand.length).toBeLessThanOrEqual(10_001)
        expect(total(demand)).toBe(40 * 365 + 2000)
        expect(demand.filter(({ date }) => date !== null)).toHaveLength(9_000)
        expect(total(demand.filter(({ resource_id }) => resource_id === "res_39"))).toBe(365)
        expect(demand.filter(({ resource_id }) => resource_id === null)).toHaveLength(1)
      })

      it("what a client made up is counted as unknown and blocks no flush", async () => {
        service.countRefusal({
          code: "resource_not_found",
          resource_id: "a\u0000b",
          dates: ["2030-02-30", "infinity", "0000-01-01"],
        })
        service.countRefusal({ code: "resource_not_found", resource_id: "r".repeat(100_000), dates: ["2030-02-28\n"] })
        service.countRefusal({ code: "resource_not_found", resource_id: "\ud800", dates: ["2030-02-28"] })
        await service.flushRefusals()

        expect(await service.listLostDemand()).toEqual([
          { resource_id: null, date: "2030-02-28", code: "resource_not_found", count: 1 },
          { resource_id: null, date: null, code: "resource_not_found", count: 4 },
        ])
      })

      it("counts reach the database by themselves, and no timer keeps the process alive", async () => {
        const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length
        const before = timers()
        service.countRefusal({ code: "busy" })
        expect(timers()).toBeLessThanOrEqual(before)
        await service.flushRefusals()

        jest.useFakeTimers({ doNotFake: ["setImmediate", "nextTick", "queueMicrotask", "Date", "setInterval"] })
        try {
          service.countRefusal({ code: "busy" })
          jest.advanceTimersByTime(5_000)
        } finally {
          jest.useRealTimers()
        }
        for (let tries = 0; total(await service.listLostDemand()) < 2 && tries < 500; tries++);
        expect(await service.listLostDemand()).toMatchObject([{ code: "busy", count: 2 }])
      })

      it("a server that shuts down writes its counts first, and a failure there is only said", async () => {
        service.countRefusal({ code: "busy" })
        await service.__hooks.onApplicationPrepareShutdown()
        expect(total(await service.listLostDemand())).toBe(1)

        service.countRefusal({ code: "busy" })
        await sql(`alter table booking_refusal rename to booking_refusal_away`)
        await expect(service.__hooks.onApplicationShutdown()).resolves.toBeUndefined()
        await sql(`alter table booking_refusal_away rename to booking_refusal`)
      })

      it("old hours are pruned", async () => {
        service.countRefusal({ code: "busy" })
        await service.flushRefusals()
        await sql(`update booking_refusal set hour = hour - interval '400 days'`)
        service.countRefusal({ code: "busy" })
        await service.flushRefusals()

        expect(await service.pruneRefusals({ keep_days: 365 })).toBe(1)
        expect(total(await service.listLostDemand())).toBe(1)
      })
    })

    describe("log", () => {
      it("an entry says who did what, and how it was before and after", async () => {
        const entry = await service.writeLog({
          actor: "user_1",
          action: "capacity.set",
          resource_id: "res_1",
          selector: { start_date: "2030-01-01", end_date: "2030-01-31", weekdays: [6, 7] },
          before: { max_capacity: [4] },
          after: { max_capacity: 6, note: "it's \\ 'quoted'?" },
        })

        expect(entry).toEqual({
          id: expect.stringMatching(/^log_/) as string,
          at: expect.stringMatching(INSTANT) as string,
          actor: "user_1",
          action: "capacity.set",
          resource_id: "res_1",
          selector: { start_date: "2030-01-01", end_date: "2030-01-31", weekdays: [6, 7] },
          before: { max_capacity: [4] },
          after: { max_capacity: 6, note: "it's \\ 'quoted'?" },
        })
        expect(await service.listLog()).toEqual({ entries: [entry], count: 1 })
      })

      it("the last entry of an action is the newest, and null where there is none", async () => {
        for (const expired_count of [1, 2, 3]) {
          await service.writeLog({ actor: "system", action: "cleanup.run", after: { expired_count } })
        }
        await service.writeLog({ actor: "user_1", action: "capacity.set" })

        expect(await service.lastLog("cleanup.run")).toMatchObject({ after: { expired_count: 3 }, before: null })
        expect(await service.lastLog("blackout.created")).toBeNull()
      })

      it("the list filters by action, actor, resource and time, the newest first", async () => {
        const entries = [
          await service.writeLog({ actor: "user_1", action: "capacity.set", resource_id: "res_1" }),
          await service.writeLog({ actor: "user_2", action: "capacity.set", resource_id: "res_2" }),
          await service.writeLog({ actor: "user_1", action: "hold.release", resource_id: "res_2" }),
        ]
        await sql(`update booking_log set at = '2021-01-01T00:00:00Z' where id = ?`, [entries[0]!.id])
        const found = async (...args: Parameters<typeof service.listLog>) => {
          const list = await service.listLog(...args)
          return [list.entries.map(({ id }) => entries.findIndex((entry) => entry.id === id)), list.count]
        }

        expect(await found()).toEqual([[2, 1, 0], 3])
        expect(await found({}, { limit: 1, offset: 1 })).toEqual([[1], 3])
        expect(await found({ action: "capacity.set" })).toEqual([[1, 0], 2])
        expect(await found({ actor: "user_1" })).toEqual([[2, 0], 2])
        expect(await found({ resource_id: "res_2", actor: "user_2" })).toEqual([[1], 1])
        expect(await found({ from: "2021-01-01T00:00:00Z", to: "2021-01-01T00:00:01Z" })).toEqual([[0], 1])
        expect(await found({ to: "2021-01-01T00:00:00Z" })).toEqual([[], 0])
      })

      it("pruning takes an action's old entries and nothing else", async () => {
        await service.writeLog({ actor: "system", action: "cleanup.run" })
        await service.writeLog({ actor: "user_1", action: "capacity.set" })
        await sql(`update booking_log set at = at - interval '31 days'`)
        await service.writeLog({ actor: "system", action: "cleanup.run" })

        expect(await service.pruneLog({ action: "cleanup.run", keep_days: 30 })).toBe(1)
        expect((await service.listLog()).entries.map(({ action }) => action)).toEqual(["cleanup.run", "capacity.set"])
      })

      it("entries written in the caller's transaction go with it and keep their order", async () => {
        const write = (rollBack: boolean) =>
          MikroOrmWrapper.forkManager().transactional(async (transactionManager) => {
            for (const step of [1, 2, 3]) {
              await service.writeLog(
                { actor: "system", action: "import.step", after: { step } },
                { transactionManager },
              )
            }
            if (rollBack) throw new Error("rolled back")
          })
        await expect(write(true)).rejects.toThrow("rolled back")
        await write(false)

        const { entries } = await service.listLog({ action: "import.step" })
        expect(entries.map(({ after }) => after)).toEqual([{ step: 3 }, { step: 2 }, { step: 1 }])
      })
    })

    it("generated reads of Query find the rows of all three models", async () => {
      await service.openIncident(buildIncident())
      await service.writeLog({ actor: "system", action: "cleanup.run" })
      service.countRefusal({ code: "busy" })
      await service.flushRefusals()

      expect(await service.listBookingIncidents({ kind: "ORDER_UNSERVED" })).toHaveLength(1)
      expect(await service.listBookingLogs({ action: "cleanup.run" })).toHaveLength(1)
      expect(await service.listBookingRefusals({ code: "busy" })).toHaveLength(1)
    })

    it("the migration goes down to nothing and up again", async () => {
      const migrator = MikroOrmWrapper.getOrm().getMigrator()
      const tables = () =>
        sql<{ name: string }>(`select relname as name from pg_class where relname like 'booking\\_%'`)

      await migrator.down({ to: 0 })
      expect(await tables()).toEqual([])
      await migrator.up()
      expect((await service.openIncident(buildIncident())).opened).toBe(true)
    })
  },
})
