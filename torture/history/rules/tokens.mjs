/** Answers of a request refused before tokens are looked at, or one that nobody answered. */
const SAYS_NOTHING = new Set([400, 401, 403, 404, 413])
const isSilent = ({ status, outcome }) => outcome === "unknown" || SAYS_NOTHING.has(status)

/** One token in one scope: one booking, its replays equal, and another request with it refused as such. */
export function* tokens({ tokens }) {
  for (const [name, calls] of tokens) {
    const made = calls.filter(({ outcome }) => outcome === "done")
    const told = (words, lines) => ({ rule: "token_reused", words: `of the token ${name} ${words}`, lines })
    const first = made[0]
    const other = made.find(({ booking }) => booking !== first.booking)
    if (other) yield told(`there are two bookings, ${first.booking} and ${other.booking}`, [first.id, other.id])
    const another = made.find(({ asked }) => asked !== first.asked)
    if (another) yield told("two different requests succeeded", [first.id, another.id])
    const anew = made.filter(({ verb, replay }) => verb === "place" && !replay)
    if (anew.length > 1)
      yield told(
        "more than one answer says that it made the booking",
        anew.map(({ id }) => id),
      )
    if (calls.length > 1 || made.some(({ replay }) => replay) || calls[0].status === 422)
      yield* answers(calls, made, told)
  }
}

function* answers(calls, made, told) {
  // The one that was known first convicts all that were sent after it.
  const known = made.reduce((least, call) => (least && least.done <= call.done ? least : call), undefined)
  const sent = calls.slice().sort((a, b) => a.sent - b.sent)
  for (const call of calls) {
    if (call.replay && call.outcome === "done" && !(sent[0] !== call || sent[1]?.sent <= call.done)) {
      yield told("a replay was answered before anybody asked", [call.id])
    }
    if (call.status === 422 && !calls.some(({ asked, sent }) => asked !== call.asked && sent <= call.done)) {
      yield told("another request is said to have used it, and nobody sent one", [call.id])
    }
    if (!known || known.done >= call.sent || call.outcome !== "refused" || isSilent(call)) continue
    if (call.asked !== known.asked && call.status !== 422) {
      yield told(`another request was answered ${call.status} and not 422`, [known.id, call.id])
    }
    if (call.asked === known.asked && call.verb === "place") {
      yield told(`a replay was answered ${call.status}`, [known.id, call.id])
    }
  }
}
