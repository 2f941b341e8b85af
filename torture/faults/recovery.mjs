import { setTimeout as sleep } from "node:timers/promises"
import { exchange } from "../clients/client.mjs"
import { day } from "../shop.mjs"

const DEADLINE_MS = 120_000
const PROBE_TIMEOUT_MS = 5_000
let probes = 0

/**
 * Returns once every server sells a date and the worker answers; says what is still wrong where they do not in two
 * minutes. The date is of a resource that nobody else wants.
 */
export async function untilRecovered(stage) {
  const { servers, worker, nodes } = stage.cluster
  const deadline = Date.now() + DEADLINE_MS
  for (;;) {
    const well = await Promise.all([...servers.map((server) => sells(stage, server)), worker.isHealthy()])
    if (well.every(Boolean)) return undefined
    if (Date.now() > deadline) {
      const ill = nodes.filter((_, i) => !well[i]).map(({ name }) => name)
      return `${ill.join(", ")} did not recover within ${DEADLINE_MS / 1000} s`
    }
    await sleep(100)
  }
}

async function sells({ shop, stock }, { url }) {
  const headers = { "x-publishable-api-key": shop.publishable_key }
  const body = { resource_id: stock.probe_id, dates: [day(1)], customer_email: `probe-${++probes}@example.com` }
  const { status } = await exchange(url, "POST", "/store/resource-booking/holds", headers, body, PROBE_TIMEOUT_MS)
  return status === 201
}
