import type { Answer, Item, Ledger } from "./ledger"

/** One call of a random client: what it does, how long its way there and back takes, and what the network does. */
export interface Call {
  verb: "place" | "book" | "resend" | "reuse" | "extend" | "release" | "confirm" | "cancel" | "capacity" | "read"
  gap: number
  there: number
  back: number
  lost: "no" | "reply" | "request"
  pick: number
  days: number[]
  quantity: number
  clamp: boolean
  withToken: boolean
}

export type Line = Record<string, unknown> & { id: number; verb: string; request: Record<string, unknown> }

const RESOURCE = "res_van"
const dates = (days: number[]) => days.map((day) => `2027-05-0${day}`)
const START = Date.parse("2026-11-23T04:00:00Z")

/**
 * The history that clients of this ledger write down: calls under way at once, in the order in which they happen to reach
 * it, some of them or of their replies lost. A client knows only of holds whose reply has arrived.
 */
export function historyOf(ledger: Ledger, calls: Call[]): Line[] {
  const lines: Line[] = []
  const known: { hold_id: string; allocation_id?: string }[] = []
  const asked: { items: Item[]; token?: string; owner: string }[] = []
  const events: { time: number; happens: () => void }[] = []
  const at = (time: number, happens: () => void) => events.push({ time, happens })

  const send = (time: number, call: Call, verb: string, request: Line["request"], act: (time: number) => Answer) => {
    const line: Line = {
      id: lines.length,
      client: "b",
      verb,
      sent_at: time,
      done_at: null,
      request,
      status: null,
      reply: null,
    }
    lines.push(line)
    if (call.lost === "request") return
    at(time + call.there, () => {
      const answer = act(time + call.there)
      if (call.lost === "reply") return
      at(time + call.there + call.back, () => {
        Object.assign(line, { ...structuredClone(answer), done_at: time + call.there + call.back })
        learn(known, answer)
      })
    })
  }

  const first: Call = { ...NOTHING, verb: "capacity" }
  const opening = { resource_id: RESOURCE, dates: dates([1, 2, 3]), max_capacity: 2 }
  send(START, first, "capacity", opening, (time) => ledger.capacityEdit(time, opening))
  let time = START + 10
  for (const call of calls) {
    time += call.gap
    const sent = time
    at(sent, () => begin(sent, call))
  }
  while (events.length > 0) {
    events.sort((a, b) => a.time - b.time)
    events.shift()!.happens()
  }
  return lines

  function begin(time: number, call: Call): void {
    const item = { resource_id: RESOURCE, dates: dates(call.days), quantity: call.quantity }
    if (call.verb === "capacity") {
      const request = { resource_id: RESOURCE, dates: dates(call.days), max_capacity: call.pick % 4, clamp: call.clamp }
      return send(time, call, "capacity", request, (at) => ledger.capacityEdit(at, request))
    }
    if (call.verb === "book") {
      return send(time, call, "place", { items: [item] }, (at) => ledger.book(at, { items: [item] }))
    }
    if (["place", "resend", "reuse"].includes(call.verb)) {
      const before = call.verb === "place" ? undefined : asked[call.pick % asked.length]
      const fresh = { items: [item], token: call.withToken ? `t${lines.length}` : undefined, owner: "cart_1" }
      const request = before === undefined ? fresh : call.verb === "resend" ? before : { ...before, items: [item] }
      asked.push(request)
      return send(time, call, "place", request, (at) => ledger.place(at, request))
    }
    const about = known[call.pick % known.length]
    if (!about) return
    const { hold_id } = about
    if (call.verb === "cancel" && !about.allocation_id) return
    const act = { extend: "extend", release: "release", confirm: "confirm", cancel: "cancel", read: "read" } as const
    const verb = act[call.verb as keyof typeof act]
    send(time, call, verb, { ...about }, (at) => ledger[verb](at, hold_id))
  }
}

const NOTHING: Call = {
  ...{ verb: "read", gap: 0, there: 1, back: 1, lost: "no" },
  ...{ pick: 0, days: [1], quantity: 1, clamp: false, withToken: false },
}

function learn(known: { hold_id: string; allocation_id?: string }[], { reply }: Answer): void {
  for (const { id } of (reply.holds ?? []) as { id: string }[]) known.push({ hold_id: id })
  for (const { id, hold_id } of (reply.allocations ?? []) as { id: string; hold_id: string }[]) {
    known.push({ hold_id, allocation_id: id })
  }
}
