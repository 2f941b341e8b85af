/**
 * What a client was told is done must be so in the end: every hold is there with what it claims, and what was released,
 * confirmed, cancelled, moved or ordered is so still. One sentence for each that is not.
 */
export async function lostAcknowledgements(lines, db) {
  const holds = byId(await db.query("select id, resource_id, dates, quantity, status from resource_hold"))
  const allocations = byId(await db.query("select id, hold_id, order_id, cancelled_at from resource_allocation"))
  const orders = byId(await db.query(`select id from "order" where deleted_at is null`))
  const confirmed = new Set([...allocations.values()].map(({ hold_id }) => hold_id))
  const faults = []
  for (const { id, verb, status, request, reply } of lines.filter(isDone)) {
    const must = (holds, sentence) => holds || faults.push(`line ${id} (${verb}, ${status}): ${sentence}`)
    for (const told of reply.holds ?? []) {
      const found = holds.get(told.id)
      must(found && sameClaim(told, found), `${told.id} is ${JSON.stringify(found)} and was ${JSON.stringify(told)}`)
      // A deadline that has passed ends a hold for its readers before a clean-up comes to write it down.
      must(
        told.status === "ACTIVE" || found?.status === told.status,
        `${told.id} was ${told.status}, is ${found?.status}`,
      )
    }
    for (const told of reply.allocations ?? []) {
      const found = allocations.get(told.id)
      must(found && found.hold_id === told.hold_id, `${told.id} is not there`)
      must(holds.get(told.hold_id)?.status === "CONFIRMED", `${told.id} is there and its hold is not confirmed`)
      must(!told.cancelled_at || found?.cancelled_at, `${told.id} was cancelled and is not`)
    }
    if (reply.order_id) {
      must(orders.has(reply.order_id), `there is no order ${reply.order_id}`)
      if (verb === "complete")
        must(
          request.hold_ids.every((id) => confirmed.has(id)),
          `not all of ${request.hold_ids} are confirmed`,
        )
    }
  }
  return faults
}

const isDone = ({ status }) => status === 200 || status === 201

const byId = (rows) => new Map(rows.map((row) => [row.id, row]))

const sameClaim = (a, b) =>
  a.resource_id === b.resource_id && a.quantity === b.quantity && String(a.dates) === String(b.dates)
