import { faultOfLine } from "./form.mjs"

/** Refused by the guard, so that nothing of a place has been done; other refusals of a line may come after it. */
const GUARDED = new Set([
  ...["insufficient_capacity", "date_blacked_out", "capacity_not_initialised", "resource_inactive"],
  ...["duration_not_allowed", "idempotency_key_reused", "hold_limit_exceeded", "resource_not_found"],
])
/** These have several steps, of which some may stand after a refusal. */
const OF_STEPS = new Set(["line", "pay", "webhook", "complete", "cart"])
const NAMES = ["hold_id", "allocation_id", "booking_id", "cart_id", "order_id"]

/**
 * Everything the rules ask of a history, gathered in one pass. Times are milliseconds of the database's clock, widened
 * by what the two clocks may differ and by the parts of a millisecond that were cut off.
 */
export function gatherFacts(lines, skew) {
  const facts = {
    faults: [],
    claims: new Map(),
    allocations: new Map(),
    tokens: new Map(),
    acts: new Map(),
    orders: new Map(),
    blackouts: [],
    capacities: new Map(),
    refusals: [],
    maybe: [],
    gone: [],
    completed: [],
    finals: [],
    lines: 0,
  }
  const ids = new Set()
  for (const line of lines) {
    facts.lines++
    const fault = faultOfLine(line) ?? (ids.has(line.id) ? "has the id of another" : null)
    ids.add(line?.id)
    if (fault) facts.faults.push({ rule: "malformed", words: `line ${line?.id} ${fault}`, lines: [line?.id] })
    else note(facts, asCall(line, skew))
  }
  return facts
}

function asCall({ id, verb, sent_at, done_at, status, request, reply }, skew) {
  const outcome = status == null || status >= 500 ? "unknown" : status < 400 ? "done" : "refused"
  return {
    id,
    verb,
    outcome,
    status,
    request: request ?? {},
    reply: reply ?? {},
    sent: Math.floor(sent_at) - skew,
    done: status == null ? Infinity : Math.floor(done_at) + 1 + skew,
    at: reply?.now && outcome === "done" ? Date.parse(reply.now) : null,
  }
}

function note(facts, call) {
  const { verb, outcome, request, reply } = call
  if (call.at !== null && (call.at < call.sent || call.at > call.done)) {
    const words = `line ${call.id} was answered with a now of ${reply.now}, which is outside the call`
    facts.faults.push({ rule: "clock", words, lines: [call.id] })
  }
  if (verb === "capacity") noteCapacity(facts, call)
  if (verb === "blackout" && request.on_conflict === "release_holds" && outcome !== "refused")
    facts.blackouts.push(act(call))
  if (verb === "place" || verb === "line") noteAttempt(facts, call)
  if (verb === "move" || verb === "cart") noteMaybe(facts, call)
  if (reply.order_id && request.cart_id) push(facts.orders, request.cart_id, reply.order_id)
  if (verb === "complete" && reply.order_id && request.hold_ids) facts.completed.push(call)
  if (verb === "read" && request.final && outcome === "done") facts.finals.push(call)
  if (["read", "extend", "release"].includes(verb) && request.hold_id && outcome === "refused") facts.gone.push(call)
  if (verb !== "read" && verb !== "other" && (outcome !== "refused" || OF_STEPS.has(verb))) noteAct(facts, call)
  if (outcome === "done") noteClaims(facts, call)
}

const act = ({ id, verb, outcome, sent, done, request }) => ({ id, verb, outcome, sent, done, request })

function noteAct({ acts }, call) {
  const { order_id, hold_id, allocation_id } = call.request
  const noted = { ...act(call), request: { order_id, hold_id, allocation_id } }
  // A release ends its own hold, whatever else the line names.
  for (const name of call.verb === "release" ? ["hold_id"] : NAMES) {
    if (call.request[name]) push(acts, call.request[name], noted)
  }
  for (const id of call.request.hold_ids ?? []) push(acts, id, noted)
}

function noteCapacity({ capacities }, { id, outcome, sent, done, request }) {
  if (outcome === "refused" || request.dry_run) return
  const edit = {
    id,
    from: sent,
    done: outcome === "done" ? done : Infinity,
    value: request.max_capacity,
    clamp: request.clamp,
  }
  for (const date of request.dates) push(capacities, `${request.resource_id} ${date}`, edit)
}

/** A place with its token: for the replays, and for what may be there though nobody was told. */
function noteAttempt(facts, call) {
  const { id, verb, outcome, sent, done, status, request, reply } = call
  if (request.token) {
    push(facts.tokens, `${request.owner} ${request.token}`, {
      ...{ id, verb, outcome, sent, done, status, code: reply.code, booking: reply.booking_id },
      replay: reply.idempotent_replay === true,
      asked: JSON.stringify(request.items.map(({ resource_id, dates, quantity }) => [resource_id, dates, quantity])),
    })
  }
  if (outcome === "refused" && ["insufficient_capacity", "capacity_not_initialised"].includes(reply.code)) {
    facts.refusals.push({ id, code: reply.code, sent, done, items: request.items })
  }
  if (outcome === "unknown" || (outcome === "refused" && verb === "line" && !GUARDED.has(reply.code))) {
    noteMaybe(facts, call)
  }
}

function noteMaybe(facts, { sent, verb, outcome, request }) {
  if (!request.items || (outcome === "refused" && verb === "move")) return
  facts.maybe.push({ from: sent, token: request.token && `${request.owner} ${request.token}`, items: request.items })
}

function noteClaims(facts, call) {
  for (const hold of call.reply.holds ?? []) {
    const claim = claimOf(facts, hold.id, hold, call)
    claim.seen.push({
      ...{ line: call.id, sent: call.sent, done: call.done, at: call.at, verb: call.verb },
      made:
        (call.verb === "place" || call.verb === "line") && call.reply.idempotent_replay !== true && call.status === 201,
      status: hold.status,
      expires: Date.parse(hold.expires_at),
    })
    if (hold.created_at) claim.created = Date.parse(hold.created_at)
    claim.cart ??= hold.cart_id ?? call.request.cart_id
  }
  for (const allocation of call.reply.allocations ?? []) {
    const claim = claimOf(facts, allocation.hold_id, allocation, call)
    if (!facts.allocations.has(allocation.id)) {
      facts.allocations.set(allocation.id, claim)
      claim.allocations.push(allocation.id)
    }
    claim.order ??= allocation.order_id
    claim.booked.push({ line: call.id, sent: call.sent, done: call.done, cancelled: Boolean(allocation.cancelled_at) })
    if (allocation.created_at) claim.confirmed = Date.parse(allocation.created_at)
  }
}

function claimOf(facts, id, { resource_id, dates, quantity, booking_id }, call) {
  let claim = facts.claims.get(id)
  const what = `${quantity} × ${resource_id} on ${dates.join(", ")}, booking ${booking_id}`
  if (!claim) {
    claim = {
      id,
      resource: resource_id,
      dates,
      quantity,
      booking: booking_id,
      what,
      seen: [],
      booked: [],
      allocations: [],
    }
    claim.token = call.request.token && `${call.request.owner} ${call.request.token}`
    facts.claims.set(id, claim)
  } else if (claim.what !== what) {
    const words = `line ${call.id} shows ${id} as ${what}, and before it was ${claim.what}`
    facts.faults.push({ rule: "changed_claim", words, lines: [call.id] })
  }
  return claim
}

function push(map, key, value) {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
