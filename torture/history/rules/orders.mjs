const CHANGES_ORDER = new Set(["cancel", "move", "cart"])

/** An acknowledged order has, once all is settled, allocations for all that its holds claimed, unless it was changed. */
export function* orders({ completed, finals, claims, acts }) {
  const final = new Map(finals.map((read) => [read.request.order_id, read]))
  for (const { id, request, reply } of completed) {
    const read = final.get(reply.order_id)
    if (!read) continue
    const holds = request.hold_ids.map((hold) => claims.get(hold)).filter(Boolean)
    const live = (read.reply.allocations ?? []).filter(({ cancelled_at }) => !cancelled_at)
    const booked = (read.reply.allocations ?? []).flatMap((row) => [row.id, row.hold_id])
    const ids = [reply.order_id, request.cart_id, ...request.hold_ids, ...booked]
    if (ids.some((one) => (acts.get(one) ?? []).some(({ verb }) => CHANGES_ORDER.has(verb)))) continue
    const short = holds.find((claim) => !live.some((row) => covers(row, claim)))
    if (short) {
      const words = `the order ${reply.order_id} was acknowledged, and has no allocation of ${short.what}`
      yield { rule: "lost", words, lines: [id, read.id] }
    }
  }
}

const covers = (row, { resource, dates, quantity }) =>
  row.resource_id === resource && row.quantity >= quantity && dates.every((date) => row.dates.includes(date))
