import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"

interface Node {
  name: string
  url: string
  isHealthy(): Promise<boolean>
}

const servers: http.Server[] = []
const stops: (() => Promise<void>)[] = []

const listening = async (handler: http.RequestListener): Promise<string> => {
  const server = http.createServer(handler).listen(0, "localhost")
  servers.push(server)
  await once(server, "listening")
  return `http://localhost:${(server.address() as AddressInfo).port}`
}

/** A server that says who it is, or breaks each connection off once the request is there. */
const node = async (name: string, how: "answers" | "breaks off" | "is down"): Promise<Node> => {
  const url = await listening((req, res) => {
    if (how === "breaks off") return void req.resume().on("end", () => req.socket.destroy())
    let body = ""
    req.on("data", (chunk: Buffer) => (body += chunk.toString()))
    req.on("end", () => res.end(JSON.stringify({ name, body, from: req.headers["x-forwarded-for"] })))
  })
  if (how === "is down") servers.pop()!.close()
  return { name, url, isHealthy: () => Promise.resolve(how !== "is down") }
}

const proxyOf = async (nodes: Node[]): Promise<string> => {
  const { startProxy } = await import("../../scripts/cluster/proxy.mjs")
  const { freePort } = await import("../../scripts/lib/ports.mjs")
  const proxy = await startProxy({ port: await freePort(), nodes })
  stops.push(proxy.stop)
  return proxy.url as string
}

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop()
  for (const server of servers.splice(0)) server.close()
})

const post = (url: string) =>
  fetch(`${url}/holds`, { method: "POST", body: "asked", headers: { "x-forwarded-for": "9.9.9.9" } })

it("the proxy takes servers in turn, and appends the client's address to what he says it is", async () => {
  const url = await proxyOf([await node("one", "answers"), await node("two", "answers")])
  const answers = [await (await post(url)).json(), await (await post(url)).json()] as {
    name: string
    from: string
    body: string
  }[]
  expect(answers.map(({ name }) => name).sort()).toEqual(["one", "two"])
  expect(answers[0]).toMatchObject({
    body: "asked",
    from: expect.stringMatching(/^9\.9\.9\.9, .*(127\.0\.0\.1|::1)$/) as string,
  })
})

it("what a server cannot have seen goes to the next", async () => {
  const url = await proxyOf([await node("one", "is down"), await node("two", "answers")])
  for (let i = 0; i < 4; i++) expect(await (await post(url)).json()).toMatchObject({ name: "two", body: "asked" })
})

it("what a server may have done goes to no other, and what is only read does", async () => {
  const url = await proxyOf([await node("one", "breaks off"), await node("two", "answers")])
  const statuses = [(await post(url)).status, (await post(url)).status]
  expect(statuses.sort()).toEqual([200, 502])
  for (let i = 0; i < 2; i++) expect((await fetch(`${url}/read`)).status).toBe(200)
})

it("where no server is up it says so, and its health does", async () => {
  const url = await proxyOf([await node("one", "is down")])
  const refused = await post(url)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "1"])
  expect((await fetch(`${url}/health`)).status).toBe(503)
})
