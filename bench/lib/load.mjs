import autocannon from "autocannon"
import { percentile } from "./numbers.mjs"

// What a server may take for the answers that are under way when the time is up.
const DRAINED_WITHIN_SECONDS = 60

/**
 * Closed-loop load: each of `connections` clients sends its next request when it has the last answer, for `seconds` or
 * until `amount` requests are answered. Ends when the last request is answered, so that nothing is left on the server
 * for the next contender; what comes after `seconds` counts for latency, not for requests a second. `request()` makes
 * the next one: `{ method, path, headers, body }`. Answers with requests a second, latencies in milliseconds and a tally
 * of the statuses; a lost connection counts as status 0.
 */
export async function load({ url, connections, seconds, amount, request }) {
  const times = []
  const statuses = {}
  const run = autocannon({
    url,
    connections,
    ...(amount ? { amount } : { duration: seconds + DRAINED_WITHIN_SECONDS }),
    requests: [{ setupRequest: (given) => ({ ...given, ...request() }) }],
    timeout: 60,
  })
  const started = performance.now()
  let inTime = 0
  let last = started
  run.on("response", (client, status, _bytes, ms) => {
    times.push(ms)
    statuses[status] = (statuses[status] ?? 0) + 1
    last = performance.now()
    if (amount || last - started < seconds * 1000) inTime += 1
    // The load generator itself would cut what is under way; a client that has made all of its requests ends.
    else client.responseMax = client.reqsMade
  })
  run.on("reqError", () => (statuses[0] = (statuses[0] ?? 0) + 1))
  await run
  const took = amount ? (last - started) / 1000 : seconds
  return {
    requests: times.length,
    perSecond: times.length === 0 ? Number.NaN : inTime / took,
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    p99: percentile(times, 99),
    statuses,
  }
}
