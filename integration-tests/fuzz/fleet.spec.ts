import http from "node:http"
import { day, days, unique } from "../helpers/build"
import { httpSuite } from "../helpers/http-suite"

const VEHICLES = 6
const DAYS = 10
const LIMIT = 20

/** A hold asked for from an address of this machine. */
function holdFrom(
  localAddress: string,
  url: string,
  key: string,
  body: object,
): Promise<{ status: number; text: string }> {
  const { port } = new URL(url)
  const headers = { "x-publishable-api-key": key, "content-type": "application/json" }
  const options = {
    host: "127.0.0.1",
    port,
    localAddress,
    method: "POST",
    headers,
    path: "/store/resource-booking/holds",
  }
  return new Promise((resolve, reject) => {
    const sent = http.request(options, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk))
      response.on("end", () => resolve({ status: response.statusCode!, text }))
    })
    sent.on("error", reject)
    sent.end(JSON.stringify(body))
  })
}

httpSuite(
  ({ api, build, db }) => {
    const unitDays = async () =>
      (
        await db.one<{ sum: number }>(
          "select coalesce(sum(quantity * cardinality(dates)), 0) as sum from resource_hold",
        )
      ).sum

    it("G1: one stranger under many e-mails and carts gets no more of the fleet than an address may, and others book on", async () => {
      const fleet = await Promise.all(
        Array.from({ length: VEHICLES }, () => build.resource({ capacity: 1, days: DAYS + 1 })),
      )
      const carts = await Promise.all(Array.from({ length: 5 }, () => api.cart()))
      const attack = fleet.flatMap(({ id }) => [
        ...days(1, DAYS).map((date) => ({
          resource_id: id,
          dates: [date],
          customer_email: `${unique("bot")}@example.com`,
        })),
        ...carts.map(({ id: cart_id }, i) => ({ resource_id: id, dates: [day(i + 1)], cart_id })),
      ])
      const answers = await Promise.all(
        attack.map((body) => holdFrom("127.0.0.2", api.baseUrl, api.shop.publishable_key, body)),
      )
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409, 429]))
      expect(answers.filter(({ status }) => status === 429).every(({ text }) => text.includes("per_address"))).toBe(
        true,
      )
      expect(await unitDays()).toBe(LIMIT)

      const free = await db.one<{ resource_id: string; date: string }>(
        "select resource_id, date::text from resource_capacity where available_capacity = 1 order by date desc, resource_id limit 1",
      )
      const other = { resource_id: free.resource_id, dates: [free.date], customer_email: "jo@example.com" }
      expect(await holdFrom("127.0.0.3", api.baseUrl, api.shop.publishable_key, other)).toMatchObject({ status: 201 })
    })

    it("G1: one stranger under one e-mail gets no more holds than an owner may, however many he asks for at once", async () => {
      const fleet = await Promise.all(
        Array.from({ length: VEHICLES }, () => build.resource({ capacity: 1, days: DAYS + 1 })),
      )
      const attack = fleet.flatMap(({ id }) =>
        days(1, DAYS).map((date) => ({ resource_id: id, dates: [date], customer_email: "bot@example.com" })),
      )
      const answers = await Promise.all(
        attack.map((body) => holdFrom("127.0.0.2", api.baseUrl, api.shop.publishable_key, body)),
      )
      const count = (status: number) => answers.filter((one) => one.status === status).length
      expect([count(201), count(429)]).toEqual([10, VEHICLES * DAYS - 10])
    })
  },
  { options: { max_active_unit_days_per_address: LIMIT, max_active_holds_per_owner: 10 } },
)
