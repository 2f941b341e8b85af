import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"

/** What a window measured, as `load` answers. */
type Window = { requests: number; perSecond: number; p95: number; statuses: Record<string, number> }

const newFigures = async () => new (await import("../../bench/lib/figures.mjs")).Figures()
const load = async (options: object) =>
  (await (await import("../../bench/lib/load.mjs")).load(options as never)) as unknown as Window

describe("the figures of a benchmark", () => {
  let said: jest.SpyInstance
  beforeEach(() => (said = jest.spyOn(console, "log").mockImplementation(() => {})))
  afterEach(() => said.mockRestore())

  it("judge a bar only where something was measured", async () => {
    const figures = await newFigures()
    figures.add("fast", 3, "×", { atLeast: 2 })
    figures.add("slow", 3, "ms", { atMost: 2 })
    figures.add("told", 3, "/s")
    figures.add("without an answer", Number.NaN, "ms", { atMost: 2 })
    figures.add("of nothing", Number.POSITIVE_INFINITY, "×", { atLeast: 2 })
    expect(
      figures.measures.map(({ value, met }: { value: number | null; met: boolean | null }) => [value, met]),
    ).toEqual([
      [3, true],
      [3, false],
      [3, null],
      [null, null],
      [null, null],
    ])
    expect(figures.summary).toBe("1 of 2 bars met, 2 not measured")
    expect(figures.table()).toMatch(/^without an answer +– ms +≤ 2 +not measured$/m)
  })

  it("have one bar for all answers that nobody asked for", async () => {
    const figures = await newFigures()
    figures.count("holds", { 201: 40, 503: 2 }, ["201"])
    figures.count("replays", { 200: 9, 201: 1 }, ["200", "201"])
    figures.count("reads", { 0: 1 }, ["200"])
    figures.addUnwanted()
    expect(figures.measures).toEqual([
      { name: "all windows: answers other than those asked for", value: 3, unit: "answers", bar: "≤ 0", met: false },
    ])
  })

  it("have no word on answers where none came", async () => {
    const figures = await newFigures()
    figures.count("holds", {}, ["201"])
    figures.addUnwanted()
    expect(figures.measures).toMatchObject([{ value: null, met: null }])
    expect(figures.summary).toBe("0 of 0 bars met, 1 not measured")
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/holds: no answer/))
  })
})

describe("a window of load", () => {
  let server: Server
  let begun = 0
  let open = 0
  const listen = async (answersAfterMs: number) => {
    begun = open = 0
    server = createServer((_, response) => {
      begun += 1
      open += 1
      response.on("close", () => (open -= 1))
      setTimeout(() => response.end("{}"), answersAfterMs)
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
  const request = () => ({ method: "GET", path: "/", headers: {} })

  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  it("leaves nothing on the server for the next one, and counts every answer", async () => {
    const url = await listen(400)
    const seen = await load({ url, connections: 5, seconds: 1, request })
    expect(open).toBe(0)
    expect(seen.statuses).toEqual({ 200: begun })
    expect(seen.requests).toBe(begun)
    // What each client had under way when the second was over is an answer, but none of that second's.
    expect(seen.requests - seen.perSecond).toBe(5)
  })

  it("of so many requests makes those and no more", async () => {
    const url = await listen(1)
    expect(await load({ url, connections: 2, amount: 7, request })).toMatchObject({ requests: 7, statuses: { 200: 7 } })
    expect(begun).toBe(7)
  })
})
