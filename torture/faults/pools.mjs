import { setTimeout as sleep } from "node:timers/promises"
import { exchange } from "../clients/client.mjs"
import { day } from "../shop.mjs"

const BURST = 400
const SHUT_MS = 7_000

/**
 * No claim gets on for a while, as a table of theirs is locked by somebody, and hundreds of strangers come at that
 * very time: every pool and queue fills up. What is told them is documented: 503 `busy` or `lock_timeout`.
 */
export const exhaustPools = {
  isOutage: true,
  plan: () => ({ hold_ms: 0 }),
  async breakIt({ db, cluster, shop, stock }) {
    await db.rolledBack(async (session) => {
      await session.query("lock table resource_capacity in access exclusive mode")
      const headers = { "x-publishable-api-key": shop.publishable_key }
      const burst = Array.from({ length: BURST }, (_, i) => {
        const body = {
          resource_id: stock.probe_id,
          dates: [day(1 + (i % 20))],
          customer_email: `burst-${i}@example.com`,
        }
        return exchange(cluster.url, "POST", "/store/resource-booking/holds", headers, body)
      })
      await sleep(SHUT_MS)
      void Promise.all(burst)
    })
  },
  mend: async () => {},
}
