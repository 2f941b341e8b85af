import { spawnSync } from "node:child_process"
import net from "node:net"
import { setTimeout as sleep } from "node:timers/promises"
import { lastLines, start } from "../lib/command.mjs"
import { PlainError } from "../lib/plain-error.mjs"
import { freePort } from "../lib/ports.mjs"
import { signal } from "../lib/process.mjs"

const START_TIMEOUT_MS = 30_000

/** The Redis in REDIS_URL when it is given, else a redis-server of our own with its data in `dir`. */
export async function openRedis(dir) {
  const given = process.env.REDIS_URL
  return given ? await checked(given) : await startRedis({ dir })
}

/**
 * A redis-server of the machine's own on localhost, which keeps what it is told in an append-only file: stopped and
 * started again with the same `dir` and `port` it has its queues and locks as before.
 *
 * @returns its `url`, `port` and `dir`, `stop()`, and `ended`, a promise
 * @throws PlainError where the machine has none
 */
export async function startRedis({ dir, port }) {
  if (spawnSync("redis-server", ["--version"]).status !== 0) {
    throw new PlainError(
      "Redis is needed and there is none: install redis-server (Debian: apt-get install redis-server), or name one in REDIS_URL.",
    )
  }
  const chosen = port ?? (await freePort("127.0.0.1"))
  const server = start(
    "redis-server",
    [
      ...["--port", String(chosen), "--bind", "127.0.0.1", "--dir", dir],
      // Medusa's queues must not be evicted, so that there is no limit of memory.
      ...["--appendonly", "yes", "--save", "", "--maxmemory-policy", "noeviction"],
    ],
    { cwd: dir },
  )
  let ended = false
  server.ended.then(() => (ended = true))
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!(await answers("127.0.0.1", chosen))) {
    if (ended || Date.now() > deadline) {
      await server.stop()
      throw new PlainError(`Redis did not start:\n${lastLines(server.said(), 10)}`)
    }
    await sleep(50)
  }
  return {
    url: `redis://127.0.0.1:${chosen}`,
    port: chosen,
    dir,
    ended: server.ended,
    stop: server.stop,
    kill: async () => {
      signal(-server.pid, "SIGKILL")
      await server.ended
    },
  }
}

async function checked(given) {
  let url
  try {
    url = new URL(given)
  } catch {
    url = null
  }
  if (!url || !/^rediss?:$/.test(url.protocol)) {
    throw new PlainError("REDIS_URL must look like redis://localhost:6379.")
  }
  const connected = await connects(url.hostname, Number(url.port || 6379))
  if (!connected)
    throw new PlainError(`Nothing answers at ${url.host} (REDIS_URL): start Redis there, or unset REDIS_URL.`)
  return { url: given, stop: async () => {} }
}

const connects = (host, port) => converse(host, port, "connect")

/** Whether it is ready for commands: while it loads its file it refuses them. */
const answers = (host, port) => converse(host, port, "data")

function converse(host, port, until) {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 2_000 })
    const end = (answer) => {
      socket.destroy()
      resolve(answer)
    }
    socket.once("connect", () => (until === "connect" ? end(true) : socket.write("PING\r\n")))
    socket.once("data", (said) => end(said.toString().startsWith("+PONG")))
    socket.once("timeout", () => end(false))
    socket.once("error", () => end(false))
  })
}
