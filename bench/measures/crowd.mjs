import { load } from "../lib/load.mjs"
import { percentile } from "../lib/numbers.mjs"
import { sum } from "../lib/rounds.mjs"

const CROWD = 500

/** A stranger who makes carts, one after the other, while five hundred ask for the same date at once; and for nothing. */
export async function measureCrowd({ server, requests, figures, pace }) {
  for (const [what, request] of [
    ["for one date", requests.hot],
    ["for the no-op", requests.noop],
  ]) {
    const seen = []
    for (let round = 0; round < pace.rounds; round++) seen.push(await beside(server, request, requests.cart))
    const carts = percentile(
      seen.flatMap(({ carts }) => carts.map(({ p50 }) => p50)),
      95,
    )
    const bar = request === requests.hot ? { atMost: 1000 } : {}
    figures.add(`crowd: a stranger's carts beside ${CROWD} requests ${what}, p95`, carts, "ms", bar)
    figures.add(
      `crowd: the ${CROWD} ${what}, p95`,
      percentile(
        seen.map(({ crowd }) => crowd.p95),
        50,
      ),
      "ms",
    )
    figures.count(`crowd: the ${CROWD} ${what}`, sum(seen.map(({ crowd }) => crowd.statuses)), ["201"])
    const ofCarts = sum(seen.flatMap(({ carts }) => carts.map(({ statuses }) => statuses)))
    figures.count(`crowd: a stranger's carts beside those ${what}`, ofCarts, ["200"])
  }
}

async function beside(server, request, cart) {
  let isOver = false
  const crowd = load({ url: server.url, connections: CROWD, amount: CROWD, request }).finally(() => (isOver = true))
  const carts = []
  do {
    carts.push(await load({ url: server.url, connections: 1, amount: 1, request: cart }))
  } while (!isOver)
  return { crowd: await crowd, carts }
}
