import { endsConfirmed, endsHeld, PROLONGS } from "../lifetimes.mjs"

const TERMINAL = new Set(["CONFIRMED", "RELEASED", "EXPIRED"])
const at = (time) => new Date(time).toISOString()

/** The life of each hold as its replies tell it. */
export function* life({ claims }) {
  for (const claim of claims.values()) {
    yield* leftTerminal(claim)
    yield* deadlines(claim)
    yield* endedEarly(claim)
  }
}

/**
 * A look locks nothing: at the very deadline it may find a hold over whose extension, release or confirmation is already
 * decided and not yet written. Such a look says nothing.
 */
const isBesideAnAct = ({ status, sent, done }, acts) =>
  status === "EXPIRED" && acts.some((act) => act.sent <= done && act.done >= sent)

function* leftTerminal({ id, seen, acts }) {
  const ends = seen.filter((look) => TERMINAL.has(look.status) && !isBesideAnAct(look, acts))
  if (ends.length === 0) return
  const [first] = ends
  const other = ends.find(({ status }) => status !== first.status)
  if (other) {
    const words = `${id} is ${first.status} in line ${first.line} and ${other.status} in line ${other.line}`
    return yield { rule: "left_terminal", words, lines: [first.line, other.line] }
  }
  const known = ends.reduce((least, end) => (end.done < least.done ? end : least))
  const alive = seen.find(({ status, sent }) => !TERMINAL.has(status) && sent > known.done)
  if (alive) {
    const words = `${id} is ${alive.status} in line ${alive.line}, after line ${known.line} had it ${known.status}`
    yield { rule: "left_terminal", words, lines: [known.line, alive.line] }
  }
}

function* deadlines({ id, seen, acts }) {
  const born = seen.find(
    ({ made, at, status, expires }) => made && at !== null && status !== "CONFIRMED" && expires <= at,
  )
  if (born) yield { rule: "deadline", words: `${id} was born expired, at ${at(born.expires)}`, lines: [born.line] }
  if (seen.length < 2) return
  const bySent = seen.slice().sort((a, b) => a.sent - b.sent)
  const byDone = seen.slice().sort((a, b) => a.done - b.done)
  const least = seen.reduce((one, other) => (other.expires < one.expires ? other : one))
  const asked = acts.find(({ verb }) => PROLONGS.has(verb))
  let known = 0
  let furthest
  for (const look of bySent) {
    for (; byDone[known]?.done < look.sent; known++) {
      if (!furthest || byDone[known].expires > furthest.expires) furthest = byDone[known]
    }
    if (furthest && look.expires < furthest.expires) {
      const words = `the deadline of ${id} goes back from ${at(furthest.expires)} to ${at(look.expires)}`
      return yield { rule: "deadline", words, lines: [furthest.line, look.line] }
    }
    if (look.expires > least.expires && !(asked?.sent <= look.done)) {
      const words = `the deadline of ${id} moved from ${at(least.expires)} to ${at(look.expires)}, and nobody asked`
      return yield { rule: "deadline", words, lines: [least.line, look.line] }
    }
  }
}

function* endedEarly({ id, seen, booked, acts, isConfirmed }) {
  const released = seen.find(({ status }) => status === "RELEASED")
  if (released && !acts.some((act) => endsHeld(act) && act.sent <= released.done)) {
    yield { rule: "ended_early", words: `${id} is released, and nobody asked for it`, lines: [released.line] }
  }
  const cancelled = booked.find(({ cancelled }) => cancelled)
  if (isConfirmed && cancelled && !acts.some((act) => endsConfirmed(act) && act.sent <= cancelled.done)) {
    yield { rule: "ended_early", words: `${id} is cancelled, and nobody asked for it`, lines: [cancelled.line] }
  }
  const expired = seen.find(({ status }) => status === "EXPIRED")
  if (expired) yield* expiredEarly(id, seen, expired)
}

function* expiredEarly(id, seen, expired) {
  const promised = seen.find(
    ({ status, done, expires }) => status === "ACTIVE" && done < expired.sent && expires > expired.done,
  )
  if (promised) {
    const words = `${id} was to live until ${at(promised.expires)} and is expired in line ${expired.line}`
    yield { rule: "ended_early", words, lines: [promised.line, expired.line] }
  }
}

/** Refusals that name a hold which its buyer was told of: not there, or over before its time. */
export function* refusedHolds({ gone, claims }) {
  for (const { id: line, verb, sent, done, request, reply, status } of gone) {
    const claim = claims.get(request.hold_id)
    if (!claim) continue
    const known = claim.seen.find((look) => look.done < sent)
    if (known && status === 404) {
      yield { rule: "lost", words: `${claim.id} is not found in line ${line}`, lines: [known.line, line] }
    }
    if (reply.code === "hold_expired") {
      yield* expiredEarly(claim.id, claim.seen, { line, sent, done })
    }
    const ended = claim.acts.some((act) => (endsHeld(act) || act.verb === "confirm") && act.sent <= done)
    if (reply.code === "hold_not_active" && !claim.isConfirmed && !ended) {
      yield {
        rule: "ended_early",
        words: `${claim.id} is over in line ${line} (${verb}), and nobody ended it`,
        lines: [line],
      }
    }
  }
}
