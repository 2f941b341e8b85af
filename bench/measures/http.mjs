import { newBuyer, replayingBuyer } from "../lib/buyers.mjs"
import { cpuMs } from "../lib/cpu.mjs"
import { load } from "../lib/load.mjs"
import { interleaved } from "../lib/rounds.mjs"

const CLIENTS = 16
const HOT_CLIENTS = 64

// The first of the replays places the hold.
const WANTED = {
  refused: ["409"],
  replay: ["200", "201"],
  "no-op availability": ["200"],
  "availability 30": ["200"],
  "availability 365": ["200"],
  cart: ["200"],
}

/** Requests of a storefront; the no-ops are routes of the same server (bench/app/src/api). */
export function requestsOf({ shop, buyers }) {
  // Made anew each time: the load generator writes the length of the body into what it is given.
  const headersOf = () => ({ "x-publishable-api-key": shop.publishable_key, "content-type": "application/json" })
  const post = (path, body) => ({ method: "POST", path, headers: headersOf(), body: JSON.stringify(body) })
  const get = (path, query) => ({ method: "GET", path: `${path}?${new URLSearchParams(query)}`, headers: headersOf() })
  const holdsOf = (claims) => () => {
    const [item] = buyers[claims]()
    return post("/store/resource-booking/holds", { ...item, ...newBuyer() })
  }
  return {
    hold: holdsOf("spread"),
    hot: holdsOf("hot"),
    refused: holdsOf("refused, spread"),
    replay: () => post("/store/resource-booking/holds", { ...buyers.replayed()[0], ...replayingBuyer }),
    noop: () => post("/store/bench/hold", { ...buyers.spread()[0], ...newBuyer() }),
    availability: (days) => () => get("/store/resource-booking/availability", buyers.range(days)),
    noopAvailability: () => get("/store/bench/availability", buyers.range(30)),
    cart: () => post("/store/carts", { region_id: shop.region_id }),
  }
}

/** A store's hold against a route that does nothing, and against Medusa's own cart. */
export async function measureHttp({ server, stage, requests, figures, pace }) {
  const with16 = (request) => under(server, stage, { connections: CLIENTS, seconds: pace.seconds, request })
  const with64 = (request) => under(server, stage, { connections: HOT_CLIENTS, seconds: pace.seconds, request })
  const contenders = {
    noop: with16(requests.noop),
    hold: with16(requests.hold),
    refused: with16(requests.refused),
    replay: with16(requests.replay),
    "no-op availability": with16(requests.noopAvailability),
    "availability 30": with16(requests.availability(30)),
    "availability 365": with16(requests.availability(365)),
    "hold, 64": with64(requests.hold),
    "hot, 64": with64(requests.hot),
    "100 clients": under(server, stage, { connections: 100, seconds: pace.seconds, request: requests.hold }),
    "no-op, 100 clients": under(server, stage, { connections: 100, seconds: pace.seconds, request: requests.noop }),
    cart: under(server, stage, { connections: CLIENTS, amount: pace.carts, request: requests.cart }),
  }
  await interleaved(1, contenders) // caches are filled, code is compiled
  const seen = await interleaved(pace.rounds, contenders)
  const ratio = (one, other) => seen[one].perSecond / seen[other].perSecond
  figures.add("HTTP: holds, spread, 16 clients", seen.hold.perSecond, "/s")
  figures.add("HTTP: hold against no-op", ratio("hold", "noop"), "×", { atLeast: 0.8 })
  figures.add("HTTP: a no-op's CPU in Node", seen.noop.nodeCpu, "ms")
  figures.add("HTTP: a hold's CPU in Node", seen.hold.nodeCpu, "ms")
  figures.add("HTTP: a hold's CPU in PostgreSQL", seen.hold.postgresCpu, "ms")
  figures.add("HTTP: one hot date, 64 clients, against spread", ratio("hot, 64", "hold, 64"), "×", { atLeast: 0.9 })
  figures.add("HTTP: refused hold's p95 against a success's", seen.refused.p95 / seen.hold.p95, "×", { atMost: 1 })
  figures.add("HTTP: replays against holds", ratio("replay", "hold"), "×")
  const availability = ratio("availability 30", "no-op availability")
  figures.add("HTTP: availability of 30 days against no-op", availability, "×", { atLeast: 0.8 })
  const longRange = seen["availability 365"].p50 / seen["availability 30"].p50
  figures.add("HTTP: availability of 365 days against 30, latency", longRange, "×", { atMost: 3 })
  figures.add("HTTP: hold against Medusa's POST /store/carts", ratio("hold", "cart"), "×", { atLeast: 25 })
  figures.add("HTTP: 100 clients, requests", seen["100 clients"].perSecond, "/s", { atLeast: 100 })
  figures.add("HTTP: 100 clients, p95", seen["100 clients"].p95, "ms", { atMost: 300 })
  figures.add("HTTP: 100 clients, p99", seen["100 clients"].p99, "ms", { atMost: 500 })
  figures.add("HTTP: 100 clients of the no-op, p95", seen["no-op, 100 clients"].p95, "ms")
  for (const [name, { statuses }] of Object.entries(seen)) {
    figures.count(`HTTP: ${name}`, statuses, WANTED[name] ?? ["201"])
  }
}

/** The same two routes where Medusa caches the publishable key. */
export async function measureCaching({ server, stage, requests, figures, pace }) {
  const with16 = (request) => under(server, stage, { connections: CLIENTS, seconds: pace.seconds, request })
  const contenders = { noop: with16(requests.noop), hold: with16(requests.hold) }
  await interleaved(1, contenders)
  const seen = await interleaved(pace.rounds, contenders)
  figures.add("HTTP, Medusa's caching on: holds", seen.hold.perSecond, "/s")
  figures.add("HTTP, Medusa's caching on: a hold's CPU in Node", seen.hold.nodeCpu, "ms")
  const ratio = seen.hold.perSecond / seen.noop.perSecond
  figures.add("HTTP, Medusa's caching on: hold against no-op", ratio, "×", { atLeast: 0.45 })
  for (const [name, { statuses }] of Object.entries(seen)) {
    figures.count(`HTTP, Medusa's caching on: ${name}`, statuses, ["201"])
  }
}

/** A round of load, with the CPU that server and PostgreSQL spent on each answer. */
function under(server, stage, options) {
  return async () => {
    const node = cpuMs(server.pid)
    const postgres = cpuMs(stage.postgres.pid, { family: true })
    const seen = await load({ url: server.url, ...options })
    return {
      ...seen,
      nodeCpu: (cpuMs(server.pid) - node) / seen.requests,
      postgresCpu: (cpuMs(stage.postgres.pid, { family: true }) - postgres) / seen.requests,
    }
  }
}
