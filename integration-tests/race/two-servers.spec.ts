import { day, unique } from "../helpers/build"
import { until, untilBlocked } from "../helpers/locks"
import { raceSuite } from "../helpers/race-suite"

raceSuite(
  ({ api, build, db, servers, service }) => {
    const holdOf = (resource: { id: string }, ahead = 1) => ({
      resource_id: resource.id,
      dates: [day(ahead)],
      quantity: 1,
      customer_email: `${unique("guest")}@example.com`,
    })

    it("runs as two processes, each with the plugin's options, that answer /health", async () => {
      const [one, two] = servers.processes
      expect(one!.pid).not.toBe(two!.pid)
      const { tally } = await servers.fire(4, ({ anonymous }) => anonymous.get("/health"))
      expect(tally).toEqual({ "200": 4 })
    })

    it("accepts the seeded key, admin and a cart on either server", async () => {
      for (const { admin, store } of servers.apis) {
        expect(await admin.get("/admin/users/me")).toMatchObject({ status: 200 })
        expect(await store.get("/store/regions")).toMatchObject({ status: 200 })
      }
      expect((await api.cart()).sales_channel_id).toBe(api.shop.sales_channel_id)
    })

    it("lets a hold made in this process be seen by both servers, and answers with the plugin's TTL", async () => {
      const resource = await build.resource()
      const { tally } = await servers.fire(2, ({ store }) =>
        store.post("/store/resource-booking/holds", holdOf(resource)),
      )
      expect(tally).toEqual({ "201": 1, "409 insufficient_capacity": 1 })
      const [hold] = await service.listBookingHolds({ resource_id: resource.id })
      expect(new Date(hold!.expires_at).getTime() - new Date(hold!.created_at).getTime()).toBeLessThanOrEqual(
        20 * 60_000,
      )
    })

    it("sees requests of both servers waiting for one lock", async () => {
      const resource = await build.resource({ capacity: 4 })
      const volley = await db.rolledBack(async (session) => {
        await session.query("select rb_lock_fleet_1(false, clock_timestamp() + interval '5 seconds')")
        const running = servers.fire(4, ({ store }, i) =>
          store.post("/store/resource-booking/holds", holdOf(resource, 1 + i)),
        )
        await untilBlocked(db, 4)
        return { running }
      })
      expect((await volley.running).tally).toEqual({ "201": 4 })
    })

    it("loses one server to SIGKILL, counts its broken answers, and gets it back for the next test", async () => {
      const victim = servers.processes[1]!
      await victim.kill()
      expect(victim.isRunning).toBe(false)
      const { tally } = await servers.fire(4, ({ anonymous }) => anonymous.get("/health"))
      expect(tally["200"]).toBe(2)
      expect(Object.keys(tally).some((outcome) => outcome.startsWith("broken "))).toBe(true)
      await servers.revive()
      await until(async () => (await servers.apis[1]!.anonymous.get("/health")).status === 200, "the second server")
    })
  },
  { options: { hold_ttl_minutes: 20 } },
)
