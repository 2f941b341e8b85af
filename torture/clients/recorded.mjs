const CLAIM = [
  ...["id", "booking_id", "hold_id", "resource_id", "dates", "quantity", "status", "cart_id", "order_id"],
  ...["created_at", "expires_at", "cancelled_at"],
]
const PLAIN = ["booking_id", "now", "idempotent_replay", "code", "type"]

/** Of a reply what the history keeps: claims with what they claim, instants as the server gave them, and refusals. */
export function recorded({ status, body }) {
  const kept = picked(body, PLAIN)
  const holds = body.holds ?? (body.hold && [body.hold])
  if (holds) kept.holds = holds.map(claim)
  const allocations = body.allocations ?? (body.allocation && [body.allocation])
  if (allocations) kept.allocations = allocations.map(claim)
  if (body.order) kept.order_id = body.order.id
  if (body.blackout) kept.blackout_id = body.blackout.id
  if (body.result) kept.result = body.result
  if (status >= 400) kept.message = String(body.message ?? body.text ?? "").slice(0, 300)
  return kept
}

const claim = (row) => picked(row, CLAIM)

const picked = (from, names) =>
  Object.fromEntries(names.filter((name) => from[name] !== undefined).map((name) => [name, from[name]]))
