/** Whether a violation says that more was taken than there was: the books', or the history's. */
export const isOverselling = (fault) => /^1: .* available -|^oversold/.test(fault)

const DOCUMENTED = ["busy", "lock_timeout"]

/**
 * The answers that nobody may give: a 5xx that is not documented, or none at all, to a request that had nothing to do
 * with an outage. Those within one are counted, by the kinds that were under way.
 */
export function unexplainedAnswers(lines, faults) {
  const outages = faults.filter(({ is_outage }) => is_outage)
  const inside = {}
  const unexplained = []
  for (const { id, verb, status, sent_at, done_at, reply } of lines) {
    const isBroken = status === null || (status >= 500 && !(status === 503 && DOCUMENTED.includes(reply.code)))
    if (!isBroken) continue
    const causes = outages.filter(({ from, to }) => sent_at <= to && done_at >= from).map(({ kind }) => kind)
    const answer = status ?? "no reply"
    if (causes.length === 0) unexplained.push(`line ${id}: ${verb} was answered ${answer}: ${JSON.stringify(reply)}`)
    for (const kind of new Set(causes)) {
      inside[kind] ??= {}
      inside[kind][answer] = (inside[kind][answer] ?? 0) + 1
    }
  }
  return { unexplained, inside }
}
