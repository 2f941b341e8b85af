import { load } from "../lib/load.mjs"

const CROWD = 500

/** A stranger who makes carts, one after the other, while five hundred want the same date. */
export async function measureCrowd({ server, requests, figures, pace }) {
  const crowd = load({ url: server.url, connections: CROWD, amount: CROWD * pace.rounds, request: requests.hot })
  let isOver = false
  const crowded = crowd.finally(() => (isOver = true))
  const carts = []
  do {
    carts.push(await load({ url: server.url, connections: 1, amount: 1, request: requests.cart }))
  } while (!isOver)
  const { statuses, p95 } = await crowded
  const worst = carts.map((cart) => cart.p50).sort((a, b) => a - b)[Math.ceil(carts.length * 0.95) - 1]
  const ofCarts = Object.fromEntries(carts.flatMap((cart) => Object.entries(cart.statuses)))
  figures.add(`crowd: a stranger's carts beside ${CROWD} requests for one date, p95`, worst, "ms", { atMost: 1000 })
  figures.add("crowd: their own p95", p95, "ms")
  figures.addUnwanted("crowd: the stranger", ofCarts, ["200"])
  figures.addUnwanted("crowd: the five hundred", statuses, ["201"])
}
