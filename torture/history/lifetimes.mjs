const ENDS_HELD = new Set(["release", "move", "cancel", "cart", "complete", "pay", "webhook"])
const CHECKOUT = new Set(["pay", "webhook", "complete", "confirm"])
const PROLONGS = new Set(["extend", "pay", "webhook", "complete", "cart", "line", "confirm"])
const SURE_ENDS = new Set(["cancel", "move"])

/** Whether this act may have ended a claim that nobody had confirmed. */
const endsHeld = ({ verb, outcome }) => ENDS_HELD.has(verb) || (verb === "line" && outcome !== "done")
/** Whether it may have ended a confirmed one: an order that came to nothing is deleted, and its claims with it. */
const endsConfirmed = ({ verb, outcome, request }) =>
  SURE_ENDS.has(verb) ||
  (verb === "cart" && request.order_id) ||
  (["complete", "webhook", "pay"].includes(verb) && outcome !== "done")

/**
 * Of each claim when it surely lived and when it may have lived. `start`..`end` is certain, `earliest` the first moment
 * at which it may have been made; `from`..`to` is what cannot be excluded.
 */
export function findLifetimes(facts) {
  const siblings = new Map()
  for (const { id, booking } of facts.claims.values()) siblings.set(booking, [...(siblings.get(booking) ?? []), id])
  for (const claim of facts.claims.values()) {
    claim.acts = actsOn(claim, facts, siblings.get(claim.booking))
    Object.assign(claim, surely(claim))
    Object.assign(claim, possibly(claim, facts))
  }
}

/** All that may have touched a claim: by its id, its booking's, cart's, order's or allocation's, and blackouts over it. */
function actsOn(claim, { acts, orders, blackouts }, siblings) {
  const ids = [
    claim.id,
    claim.booking,
    claim.cart,
    claim.order,
    ...(orders.get(claim.cart) ?? []),
    ...claim.allocations,
  ]
  const found = new Set(ids.flatMap((id) => (id ? (acts.get(id) ?? []) : [])))
  // A booking has one deadline: who extends one of its holds extends all.
  for (const id of siblings) {
    for (const act of (id !== claim.id && acts.get(id)) || []) if (act.verb === "extend") found.add(act)
  }
  const over = blackouts.filter(
    ({ request }) =>
      (!request.resource_id || request.resource_id === claim.resource) &&
      request.dates.some((date) => claim.dates.includes(date)),
  )
  return [...found, ...over.map((act) => ({ ...act, verb: "release" }))].sort((a, b) => a.sent - b.sent)
}

const earliest = (times) => times.reduce((least, time) => Math.min(least, time), Infinity)
const latest = (times) => times.reduce((most, time) => Math.max(most, time), -Infinity)

function surely(claim) {
  const { seen, booked, acts } = claim
  const made = seen.find(({ made, at }) => made && at !== null)
  const exact = claim.created ?? made?.at ?? (seen.length === 0 ? claim.confirmed : undefined)
  const start = exact ?? earliest([...seen, ...booked].map(({ done }) => done))
  const isConfirmed = booked.length > 0 || seen.some(({ status }) => status === "CONFIRMED")
  const alive = [
    ...seen.filter(({ status }) => status === "ACTIVE").map(momentOf),
    ...booked.filter(({ cancelled }) => !cancelled).map(({ sent }) => sent),
  ]
  const ends = acts.filter(isConfirmed ? endsConfirmed : endsHeld).map(({ sent }) => sent)
  const deadline = isConfirmed ? Infinity : latest(seen.filter(isActive).map(({ expires }) => expires))
  return {
    start,
    earliest: exact ?? -Infinity,
    isConfirmed,
    end: Math.max(latest(alive), Math.min(deadline, earliest(ends))),
  }
}

const isActive = ({ status }) => status === "ACTIVE"

/** At what moment a reply saw the claim: the guard's own where it locked the hold, else no later than the sending. */
const momentOf = ({ verb, made, at, sent }) => ((made || verb === "extend") && at !== null ? at : sent)

function possibly(claim, facts) {
  const { seen, booked, acts } = claim
  const asked = claim.token ? (facts.tokens.get(claim.token) ?? []) : []
  const from = claim.created ?? earliest([...asked, ...seen, ...booked].map(({ sent }) => sent))
  return {
    from: seen.some(({ made }) => made) || claim.created || asked.length > 0 ? from : -Infinity,
    to: latestEnd(claim, seen, booked, acts),
  }
}

/** The latest moment at which it may have lived. What checkout has touched may have been taken anew when it lapsed. */
function latestEnd({ isConfirmed, allocations, id }, seen, booked, acts) {
  if (isConfirmed) {
    const own = new Set([id, ...allocations])
    const cancelled = booked.filter((row) => row.cancelled)
    const sure = acts.filter(
      ({ verb, outcome, request }) =>
        SURE_ENDS.has(verb) && outcome === "done" && (own.has(request.hold_id) || own.has(request.allocation_id)),
    )
    return earliest([...cancelled, ...sure].map(({ done }) => done))
  }
  if (acts.some(({ verb }) => CHECKOUT.has(verb))) return Infinity
  const ended = seen.filter(({ status }) => status === "RELEASED" || status === "EXPIRED")
  const prolonged = acts.some(({ verb, outcome }) => PROLONGS.has(verb) && outcome !== "done")
  const deadline = prolonged ? Infinity : latest(seen.map(({ expires }) => expires))
  return Math.min(deadline, earliest(ended.map(({ done }) => done)))
}

export { endsConfirmed, endsHeld, PROLONGS }
