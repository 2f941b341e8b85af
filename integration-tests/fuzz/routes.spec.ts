import fs from "node:fs"
import fc from "fast-check"
import type { OpenApi } from "../../openapi/open-api"
import { Api } from "../helpers/api"
import { day } from "../helpers/build"
import { documentedRoute } from "../helpers/documented"
import type { Reply } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"
import { everyRow } from "../helpers/rows"
import { settledHeap } from "./heap"
import { faultOfAnswer } from "./judge"
import { withIds, type World } from "./requests/known"
import { requestsTo, type HostileRequest } from "./requests/of-route"
import { furnish, meetPeople, type People } from "./world"

const document = JSON.parse(fs.readFileSync("docs/openapi.json", "utf8")) as OpenApi
const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    path,
    requests: requestsTo(method.toUpperCase(), path, operation),
  })),
)
const SEED = Number(process.env.FC_SEED ?? 20261123)
const RUNS = Number(process.env.FC_RUNS ?? 40)
/** Of each request after the first thousand, far less than one that keeps its 100 kB body would add. */
const MOST_GROWTH_BYTES = 24 * 1024 * 1024

jest.setTimeout(300_000)

httpSuite((suite) => {
  // Replies are held against the document and not kept: there are thousands.
  let api: Api
  let people: People
  let world: World

  beforeAll(async () => {
    api = new Api(suite.api.baseUrl, suite.api.shop, documentedRoute)
    people = await meetPeople(api)
  }, 60_000)

  beforeEach(async () => {
    world = await furnish(suite.build, api, people)
  })

  afterEach(() => {
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  const clientFor = ({ by, path }: HostileRequest) => {
    if (by === "nobody") return api.anonymous
    return path.startsWith("/admin") ? api.admin : by === "customer" ? people.customer : api.store
  }

  const send = (request: HostileRequest): Promise<Reply> => {
    const { method, path, headers, body } = request
    return clientFor(request).send(
      method,
      withIds(path, world),
      body === undefined ? undefined : withIds(body, world),
      headers,
    )
  }

  it.each(routes)(
    "$name answers whatever comes with what is documented, and a refusal changes nothing",
    async ({ requests }) => {
      let before = JSON.stringify(await everyRow(suite.db))
      await fc.assert(
        fc.asyncProperty(requests, async (request) => {
          const reply = await send(request)
          expect(faultOfAnswer(request, reply)).toBeUndefined()
          const after = JSON.stringify(await everyRow(suite.db))
          if (reply.status >= 400 || request.method === "GET") expect(after).toBe(before)
          before = after
        }),
        { seed: SEED, numRuns: RUNS, endOnFailure: true },
      )
    },
  )

  it("keeps nothing of what it was sent: the heap after thousands of requests is that of before", async () => {
    const drawn = routes.flatMap(({ requests }) => fc.sample(requests, { seed: SEED + 1, numRuns: 60 }))
    const every = (part: number) => drawn.filter((_, i) => i % 3 === part)
    for (const request of every(0)) await send(request)
    const warm = settledHeap()
    for (const request of [...every(1), ...every(2)]) await send(request)
    const grown = settledHeap() - warm
    console.log(`${drawn.length} requests; after the first third the heap grew by ${(grown / 2 ** 20).toFixed(1)} MB`)
    expect(grown).toBeLessThan(MOST_GROWTH_BYTES)
  })

  it("finds nothing of other people: neither holds nor carts, of another customer or of another sales channel", async () => {
    const before = await everyRow(suite.db)
    const hold = `/store/resource-booking/holds/${world.others_hold_id}`
    const claim = { start_date: day(8), end_date: day(8) }
    for (const client of [people.customer, api.store]) {
      const asked = [
        client.get(hold),
        client.delete(hold),
        client.post(`${hold}/extend`, {}),
        client.post(`${hold}/confirm`, { order_id: "order_1", line_item_id: "ordli_1" }),
        ...[world.others_cart_id!, world.channel_cart_id!].flatMap((cart_id) => [
          client.post("/store/resource-booking/holds", { resource_id: world.resource_id, ...claim, cart_id }),
          client.post(`/store/resource-booking/carts/${cart_id}/line-items`, {
            variant_id: world.variant_id,
            ...claim,
          }),
        ]),
      ]
      const answers = await Promise.all(asked)
      expect(answers.map(({ status }) => status)).toEqual(asked.map(() => 404))
      expect(JSON.stringify(answers.map(({ body }) => body))).not.toMatch(/secret/)
    }
    expect(await everyRow(suite.db)).toEqual(before)
  })

  const HOLDS = "/store/resource-booking/holds"
  const deep = (depth: number) => "[".repeat(depth) + "]".repeat(depth)

  it.each<[string, string, string | undefined, Record<string, string>, number[]]>([
    ["half a body", "POST", '{"resource_id": "res', {}, [400]],
    ["a body that is no object", "POST", '"text"', {}, [400]],
    ["nothing", "POST", "", {}, [400]],
    ["lists 40 000 deep", "POST", `{"metadata": ${deep(40_000)}}`, {}, [400, 413]],
    ["10 MB of text", "POST", `{"metadata": {"a": "${"x".repeat(10_000_000)}"}}`, {}, [413]],
    ["10 MB of dates", "POST", `{"dates": [${Array(770_000).fill('"2027-05-01"').join()}]}`, {}, [413]],
    [
      "a form",
      "POST",
      "resource_id=res_1&dates[]=2027-05-01",
      { "content-type": "application/x-www-form-urlencoded" },
      [400],
    ],
    ["plain text", "POST", '{"resource_id": "res_1"}', { "content-type": "text/plain" }, [400]],
    [
      "XML",
      "POST",
      "<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
      { "content-type": "application/xml" },
      [400],
    ],
    ["parts without a boundary", "POST", "x", { "content-type": "multipart/form-data" }, [400]],
    ["a method that no route has", "PATCH", "{}", {}, [404]],
    ["a deletion of all", "DELETE", undefined, {}, [404]],
    ["a replacement", "PUT", "{}", {}, [404]],
  ])("%s gets a documented refusal, and the next request its answer", async (_, method, body, headers, statuses) => {
    const before = await everyRow(suite.db)
    const { status, error } = await api.store.send(method, HOLDS, body, headers)
    expect(statuses).toContain(status)
    expect(JSON.stringify(error)).not.toMatch(/node_modules|\\n\s+at .+:\d+:\d+/)
    expect(await everyRow(suite.db)).toEqual(before)
    expect((await api.store.get("/store/resource-booking/resources")).status).toBe(200)
  })
})
