import autocannon from "autocannon"
import { percentile } from "./numbers.mjs"

/**
 * Closed-loop load: each of `connections` clients sends its next request when it has the last answer, for `seconds` or
 * until `amount` requests are answered. `request()` makes the next one: `{ method, path,
 * headers, body }`. Answers with requests a second, latencies in milliseconds and a tally of the statuses; a lost
 * connection counts as status 0.
 */
export async function load({ url, connections, seconds, amount, request }) {
  const times = []
  const statuses = {}
  const run = autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds }),
    requests: [{ setupRequest: (given) => ({ ...given, ...request() }) }],
    timeout: 60,
  })
  run.on("response", (_client, status, _bytes, ms) => {
    times.push(ms)
    statuses[status] = (statuses[status] ?? 0) + 1
  })
  run.on("reqError", () => (statuses[0] = (statuses[0] ?? 0) + 1))
  const started = performance.now()
  await run
  const took = (performance.now() - started) / 1000
  return {
    requests: times.length,
    perSecond: times.length / took,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    statuses,
  }
}
