import { day, unique } from "../helpers/build"
import { raceSuite } from "../helpers/race-suite"
import type { Reply } from "../helpers/http-client"
import type { Api } from "../helpers/api"

const SECONDS = Number(process.env.STORM_SECONDS ?? 60)
const SEED = Number(process.env.STORM_SEED ?? Math.floor(Math.random() * 2 ** 31))
const WORKERS = 24

/** Park and Miller's generator: a run can be repeated by its seed, as far as the machine's timing allows. */
const dice = (seed: number) => {
  let state = seed || 1
  return (below: number) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
}

raceSuite(({ build, db, servers }) => {
  it(
    `A10 C7 E4: ${SECONDS} s of scattered holds, deadlines, releases, bookings, moves, capacity edits and blackouts: no deadlock, no drift`,
    async () => {
      process.stdout.write(`storm: STORM_SEED=${SEED} STORM_SECONDS=${SECONDS}\n`)
      const resources = await Promise.all(
        Array.from({ length: 6 }, (_, i) =>
          build.resource({ capacity: 2 + (i % 3), type: i % 2 ? "BOAT" : "CAR", days: 30 }),
        ),
      )
      const before = await servers.deadlocks()
      const outcomes: Record<string, number> = {}
      const held: string[] = []
      const allocated: string[] = []
      const blackouts: string[] = []
      const end = Date.now() + SECONDS * 1000

      const worker = async (id: number) => {
        const roll = dice(SEED + id)
        const pick = <T>(list: T[]) => list[roll(list.length)]
        const someDates = () => [...new Set(Array.from({ length: 1 + roll(5) }, () => day(1 + roll(25))))]
        const items = () =>
          Array.from({ length: 1 + roll(3) }, () => ({
            resource_id: pick(resources)!.id,
            dates: someDates(),
            quantity: 1,
          }))
        while (Date.now() < end) {
          const api = servers.apis[roll(servers.apis.length)]!
          const { verb, reply } = await act(api, roll(20), { pick, items, someDates, roll })
          const outcome = `${verb} ${reply.status}${reply.status >= 400 ? ` ${reply.error.code}` : ""}`
          outcomes[outcome] = (outcomes[outcome] ?? 0) + 1
        }
      }

      type Tools = {
        pick: <T>(list: T[]) => T | undefined
        items: () => { resource_id: string; dates: string[]; quantity: number }[]
        someDates: () => string[]
        roll: (below: number) => number
      }
      const admin = "/admin/resource-booking"
      const act = async (
        { store, admin: staff }: Api,
        n: number,
        { pick, items, someDates, roll }: Tools,
      ): Promise<{ verb: string; reply: Reply }> => {
        const hold = pick(held)
        const allocation = pick(allocated)
        const blackout = pick(blackouts)
        if (n < 9 || !hold) {
          const reply = await store.post("/store/resource-booking/holds", {
            items: items(),
            customer_email: `${unique("guest")}@example.com`,
          })
          if (reply.status === 201) held.push(...(reply.body as { holds: { id: string }[] }).holds.map(({ id }) => id))
          return { verb: "place", reply }
        }
        if (n === 9 || n === 10)
          return { verb: "release", reply: await store.delete(`/store/resource-booking/holds/${hold}`) }
        if (n === 11)
          return { verb: "extend", reply: await store.post(`/store/resource-booking/holds/${hold}/extend`, {}) }
        if (n === 12 || !allocation) {
          const reply = await staff.post(`${admin}/allocations`, roll(2) ? { hold_id: hold } : { items: items() })
          if (reply.status === 201) {
            const body = reply.body as { allocation?: { id: string }; allocations?: { id: string }[] }
            allocated.push(...(body.allocations ?? [body.allocation!]).map(({ id }) => id))
          }
          return { verb: "book", reply }
        }
        if (n === 13)
          return { verb: "cancel", reply: await staff.post(`${admin}/allocations/${allocation}/cancel`, {}) }
        if (n === 14 || n === 15) {
          const move = { resource_id: pick(resources)!.id, dates: someDates(), change_days: true }
          return { verb: "move", reply: await staff.post(`${admin}/allocations/${allocation}/move`, move) }
        }
        if (n === 16) {
          const edit = { start_date: day(1), end_date: day(5 + roll(25)), max_capacity: roll(5), clamp: roll(2) === 1 }
          return {
            verb: "capacity",
            reply: await staff.post(`${admin}/resources/${pick(resources)!.id}/capacity`, edit),
          }
        }
        if (n === 17) {
          const start = 1 + roll(25)
          const scope = [{ resource_id: pick(resources)!.id }, { resource_type: "BOAT" }, {}][roll(3)]!
          const reply = await staff.post(`${admin}/blackouts`, {
            ...scope,
            start_date: day(start),
            end_date: day(start + roll(3)),
            reason: "storm",
            on_conflict: roll(2) ? "keep" : "release_holds",
          })
          if (reply.status === 201) blackouts.push((reply.body as { blackout: { id: string } }).blackout.id)
          return { verb: "black out", reply }
        }
        if (n === 18 && blackout && roll(2)) {
          const scope = [
            { resource_id: pick(resources)!.id, resource_type: null },
            { resource_id: null, resource_type: null },
          ][roll(2)]!
          const edit = { ...scope, end_date: day(28), on_conflict: "release_holds" }
          return { verb: "edit blackout", reply: await staff.put(`${admin}/blackouts/${blackout}`, edit) }
        }
        if (n === 18 && blackout)
          return { verb: "open again", reply: await staff.delete(`${admin}/blackouts/${blackout}`) }
        // Time passes for some: their deadline is now.
        await db.query(
          `update resource_hold set created_at = created_at - interval '1 hour', expires_at = clock_timestamp()
           where id in (select id from resource_hold where status = 'ACTIVE' order by id desc limit 5 for update skip locked)`,
        )
        return { verb: "sweep", reply: await staff.post(`${admin}/jobs/cleanup-expired-holds`, {}) }
      }

      await Promise.all(Array.from({ length: WORKERS }, (_, id) => worker(id)))
      const sorted = Object.fromEntries(Object.entries(outcomes).sort())
      process.stdout.write(`storm: ${JSON.stringify(sorted, null, 2)}\n`)
      expect(Object.keys(outcomes).filter((outcome) => / 5\d\d/.test(outcome))).toEqual([])
      expect(await servers.deadlocks()).toBe(before)
      for (const verb of [
        "place 201",
        "release 200",
        "book 201",
        "move 200",
        "capacity 200",
        "black out 201",
        "sweep 200",
      ]) {
        expect(outcomes[verb]).toBeGreaterThan(0)
      }
    },
    (SECONDS + 120) * 1000,
  )
})
