import { setTimeout as sleep } from "node:timers/promises"
import { exchange } from "../clients/client.mjs"
import { untilRecovered } from "../faults/recovery.mjs"
import { expectOrdersServed, invariantFaults } from "../typescript.mjs"

const JOBS = ["cleanup-expired-holds", "reconcile-bookings", "cleanup-expired-holds", "reconcile-bookings"]
/** Core looks at a webhook when it has lain so long; its queue may hold a few when the last client has gone. */
const QUEUE_DEADLINE_MS = 60_000

/** All is up, what lay in queues has been done and the jobs have run: what is wrong now is lost. */
export async function settle(stage) {
  const failure = await untilRecovered(stage)
  if (failure) return [failure]
  await ageOrders(stage)
  const faults = []
  for (const job of JOBS) {
    for (const { url } of stage.cluster.servers) {
      const reply = await asStaff(stage, url, "POST", `/admin/resource-booking/jobs/${job}`, {})
      if (reply.status !== 200) faults.push(`${job} answered ${reply.status}: ${JSON.stringify(reply.body)}`)
    }
  }
  return faults
}

/** The reconciliation leaves an order alone for two minutes, as core may be at work on it: here they have passed. */
const ageOrders = ({ db }) => db.query(`update "order" set created_at = created_at - interval '3 minutes'`)

/** The books, by the SQL of the tests and by the plugin's own audit. */
export async function booksInOrder(stage) {
  const { db, cluster } = stage
  const faults = await invariantFaults(db)
  faults.push(...(await untilServed(db)))
  const { status, body } = await asStaff(stage, cluster.url, "GET", "/admin/resource-booking/audit")
  if (status !== 200 || !body.audit.ok) faults.push(`the audit answered ${status}: ${JSON.stringify(body)}`)
  const early = await db.query(
    `select id from resource_hold where status <> 'CONFIRMED' and expires_at <= created_at
     union all select id from resource_hold where source = 'STORE' and expires_at <= created_at`,
  )
  if (early.length > 0) faults.push(`born expired: ${early.map(({ id }) => id).join(", ")}`)
  return faults
}

async function untilServed(db) {
  const deadline = Date.now() + QUEUE_DEADLINE_MS
  for (;;) {
    const fault = await expectOrdersServed(db).then(
      () => null,
      (error) => error.message,
    )
    if (fault === null) return []
    if (Date.now() > deadline) return [fault]
    await sleep(500)
  }
}

const asStaff = ({ shop }, url, method, path, body) =>
  exchange(url, method, path, { authorization: `Bearer ${shop.admin_token}` }, body)
