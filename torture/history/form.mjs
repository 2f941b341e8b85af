/** What each verb must name, beside the common members. `any`: one of them at least. */
const NEEDED = {
  place: { all: ["items"] },
  line: { all: ["items", "cart_id"] },
  extend: { all: ["hold_id"] },
  release: { all: ["hold_id"] },
  confirm: { all: ["hold_id"] },
  pay: { all: ["cart_id"] },
  webhook: { all: ["cart_id"] },
  complete: { all: ["cart_id"] },
  cart: { all: ["cart_id"] },
  read: { any: ["hold_id", "order_id", "cart_id", "resource_id"] },
  capacity: { all: ["resource_id", "dates", "max_capacity"] },
  blackout: { all: ["dates"] },
  cancel: { any: ["hold_id", "allocation_id", "order_id"] },
  move: { all: ["hold_id", "items"] },
  other: {},
}

const isInstant = (value) => Number.isFinite(Date.parse(value))
const isDays = (value) => Array.isArray(value) && value.every((day) => /^\d{4}-\d\d-\d\d$/.test(day))
const isClaim = (of) => typeof of?.resource_id === "string" && isDays(of.dates) && of.quantity > 0
const isGiven = (value) => value !== undefined && value !== null

/** Why a line cannot be judged, or null. */
export function faultOfLine(line) {
  if (line === null || typeof line !== "object") return "is no object"
  const { id, verb, sent_at, done_at, status, request, reply } = line
  const needed = NEEDED[verb]
  if (!isGiven(id)) return "has no id"
  if (!needed) return `has the verb ${verb}, which the format does not know`
  if (!Number.isFinite(sent_at)) return "does not say when it was sent"
  if (isGiven(status)) {
    if (!Number.isInteger(status) || status < 100) return `has the status ${status}; where no reply came it is null`
    if (!(done_at >= sent_at)) return "was answered before it was sent"
    if (reply === null || typeof reply !== "object") return "has a status and no reply"
  }
  const missing = needed.all?.find((name) => !isGiven(request?.[name]))
  if (missing) return `does not say its ${missing}`
  if (needed.any && !needed.any.some((name) => isGiven(request?.[name])))
    return `names none of ${needed.any.join(", ")}`
  if (request?.items !== undefined && !request.items.every(isClaim)) return "has an item that is no claim"
  if (["capacity", "blackout"].includes(verb) && !isDays(request.dates)) return "does not spell its dates out"
  return faultOfReply(reply ?? {})
}

function faultOfReply({ holds = [], allocations = [], now }) {
  if (isGiven(now) && !isInstant(now)) return `has a now that is no instant: ${now}`
  for (const of of [...holds, ...allocations]) {
    if (!isGiven(of.id) || !isClaim(of)) return "shows a hold or an allocation that is no claim"
    if (isGiven(of.created_at) && !isInstant(of.created_at)) return `shows ${of.id} made at no instant`
  }
  const hold = holds.find(({ status, expires_at }) => typeof status !== "string" || !isInstant(expires_at))
  if (hold) return `shows ${hold.id} without a status and a deadline`
  const allocation = allocations.find(({ hold_id }) => !isGiven(hold_id))
  return allocation ? `shows ${allocation.id} without its hold` : null
}
