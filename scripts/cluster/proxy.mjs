import http from "node:http"
import { once } from "node:events"
import { PassThrough } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import { createProxyServer } from "httpxy"

const LOOK_EVERY_MS = 1_000
// Longer than a hold may wait for its turn and its locks: see docs/deployment.md.
const ANSWER_TIMEOUT_MS = 45_000
const MOST_BYTES = 1024 * 1024

/**
 * Takes requests on `port` and hands them to the `nodes` in turn, those that answer their health check. Its own
 * `/health` says which do: 200 while there is one, else 503.
 *
 * A request goes to another server only where no server can have acted on it: its connection was refused, or it asks
 * for something to be read. All else that breaks is a 502, and the caller decides: with his idempotency token he may
 * safely send it again.
 */
export async function startProxy({ port, nodes }) {
  // A connection of its own for each: a kept one may be closed by its server at the moment of its use.
  const proxy = createProxyServer({ xfwd: true, proxyTimeout: ANSWER_TIMEOUT_MS, agent: false })
  const healthy = new Map(nodes.map((node) => [node, true]))
  let turn = 0

  const inTurn = () => {
    const from = turn++
    return nodes.map((_, i) => nodes[(from + i) % nodes.length]).filter((node) => healthy.get(node))
  }

  const server = http.createServer(async (req, res) => {
    if (req.url === "/health") return tellHealth(res)
    const body = await read(req)
    if (body === null) return refuse(res, 413, "too_large", `A body may have ${MOST_BYTES} bytes.`)
    // Appended, as Medusa believes the last entry: what a client has written there is his own word.
    const known = req.headers["x-forwarded-for"]
    req.headers["x-forwarded-for"] = [known, req.socket.remoteAddress].filter(Boolean).join(", ")
    for (const node of inTurn()) {
      const failure = await proxy.web(req, res, { target: node.url, buffer: streamOf(body) }).then(
        () => null,
        (error) => error,
      )
      if (failure === null) return
      if (res.headersSent) return res.destroy()
      if (failure.code === "ECONNREFUSED") healthy.set(node, false)
      else if (!["GET", "HEAD"].includes(req.method)) {
        return refuse(res, 502, "connection_lost", `${node.name} broke off (${failure.code}): it may have done it.`)
      }
    }
    res.setHeader("retry-after", "1")
    refuse(res, 503, "no_server", "No server is up.")
  })

  const tellHealth = (res) => {
    const servers = nodes.map((node) => ({ name: node.name, url: node.url, is_healthy: healthy.get(node) }))
    answer(res, servers.some(({ is_healthy }) => is_healthy) ? 200 : 503, { servers })
  }

  let looking = true
  const look = async (node) => {
    for (; looking; await sleep(LOOK_EVERY_MS, undefined, { ref: false })) healthy.set(node, await node.isHealthy())
  }
  for (const node of nodes) void look(node)

  server.listen(port)
  await once(server, "listening")
  return {
    url: `http://localhost:${port}`,
    async stop() {
      looking = false
      server.close()
      server.closeAllConnections()
      await once(server, "close")
    },
  }
}

async function read(req) {
  const chunks = []
  let bytes = 0
  for await (const chunk of req) {
    bytes += chunk.length
    if (bytes <= MOST_BYTES) chunks.push(chunk)
  }
  return bytes > MOST_BYTES ? null : Buffer.concat(chunks)
}

const streamOf = (body) => new PassThrough().end(body)

const refuse = (res, status, code, message) => answer(res, status, { type: "proxy", code, message })

function answer(res, status, body) {
  res.writeHead(status, { "content-type": "application/json" })
  res.end(JSON.stringify(body))
}
