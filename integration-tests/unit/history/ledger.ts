/** What a ledger of this page can be made to do wrong, each a fault that the checker must find. */
export type Fault =
  | "oversells"
  | "forgets tokens"
  | "confuses tokens"
  | "shortens"
  | "prolongs unasked"
  | "bears expired"
  | "expires early"
  | "releases unasked"
  | "revives"
  | "forgets holds"
  | "changes quantities"
  | "refuses with room"
  | "reduces below taken"
  | "cancels unasked"

export type Item = { resource_id: string; dates: string[]; quantity: number }
type Hold = Item & {
  id: string
  booking_id: string
  status: string
  expires: number
  created: number
  cancelled?: number
}
export type Answer = { status: number; reply: Record<string, unknown> }

const TTL_MS = 400
const iso = (time: number) => new Date(time).toISOString()

/**
 * A booking ledger kept in memory, one call after the other: no more than a checker's notion of a correct one. Written
 * for these tests and shares nothing with the plugin. `time` is its only clock.
 */
export class Ledger {
  private readonly holds: Hold[] = []
  private readonly tokens = new Map<string, { asked: string; booking_id: string }>()
  private readonly capacity = new Map<string, { value: number; target: number }>()

  constructor(
    private readonly fault?: Fault,
    /** Whether the fault strikes this time. */
    private readonly strikes: () => boolean = () => true,
  ) {}

  capacityEdit(time: number, { resource_id, dates, max_capacity, clamp }: Record<string, unknown>): Answer {
    const keys = (dates as string[]).map((date) => `${resource_id} ${date}`)
    const wish = max_capacity as number
    const isShort = keys.some((key) => this.taken(key, time) > wish)
    if (isShort && !clamp && !this.goesWrong("reduces below taken")) return refusal(409, "capacity_in_use")
    for (const key of keys) this.capacity.set(key, { value: Math.max(wish, this.taken(key, time)), target: wish })
    return { status: 200, reply: {} }
  }

  /** Staff book: born confirmed, its deadline over at birth, and answered with its allocations alone. */
  book(time: number, { items }: { items: Item[] }): Answer {
    const { status, reply } = this.place(time, { items })
    if (status !== 201) return { status, reply }
    const made = this.holds.filter(({ booking_id }) => booking_id === reply.booking_id)
    for (const hold of made) Object.assign(hold, { status: "CONFIRMED", expires: time })
    const { booking_id, now } = reply
    return { status, reply: { booking_id, now, allocations: made.map((hold) => this.allocation(hold)) } }
  }

  place(time: number, { items, token, owner }: { items: Item[]; token?: string; owner?: string }): Answer {
    const asked = JSON.stringify(items)
    const known = token && !this.goesWrong("forgets tokens") ? this.tokens.get(`${owner} ${token}`) : undefined
    if (known && known.asked !== asked && !this.goesWrong("confuses tokens"))
      return refusal(422, "idempotency_key_reused")
    if (known) return this.booking(time, known.booking_id, { idempotent_replay: true })
    const isFull = items.some((item) =>
      item.dates.some((date) => !this.fits(`${item.resource_id} ${date}`, items, time)),
    )
    if (isFull ? !this.goesWrong("oversells") : this.goesWrong("refuses with room")) {
      return refusal(409, "insufficient_capacity")
    }
    const booking_id = `bk_${this.holds.length}`
    for (const item of items) {
      const expires = this.goesWrong("bears expired") ? time - 1 : time + TTL_MS
      this.holds.push({
        ...item,
        id: `hold_${this.holds.length}`,
        booking_id,
        status: "ACTIVE",
        expires,
        created: time,
      })
    }
    if (token) this.tokens.set(`${owner} ${token}`, { asked, booking_id })
    return this.booking(time, booking_id)
  }

  extend(time: number, id: string): Answer {
    const hold = this.find(id)
    if (!hold || this.statusOf(hold, time) !== "ACTIVE") return this.over(hold, time)
    const until = Math.max(hold.expires, time + TTL_MS)
    const booking = this.holds.filter(({ booking_id, status }) => booking_id === hold.booking_id && status === "ACTIVE")
    for (const one of booking) one.expires = this.goesWrong("shortens") ? time + 20 : until
    return { status: 200, reply: { holds: [this.shown(hold, time)], now: iso(time) } }
  }

  release(time: number, id: string): Answer {
    const hold = this.find(id)
    if (!hold || !["ACTIVE", "RELEASED"].includes(this.statusOf(hold, time))) return this.over(hold, time)
    hold.status = "RELEASED"
    const answer = { status: 200, reply: { holds: [this.shown(hold, time)], now: iso(time) } }
    if (this.goesWrong("revives")) Object.assign(hold, { status: "ACTIVE", expires: time + TTL_MS })
    return answer
  }

  confirm(time: number, id: string): Answer {
    const hold = this.find(id)
    if (!hold || this.statusOf(hold, time) !== "ACTIVE") return this.over(hold, time)
    hold.status = "CONFIRMED"
    return { status: 201, reply: { allocations: [this.allocation(hold)] } }
  }

  cancel(time: number, id: string): Answer {
    const hold = this.find(id)!
    hold.cancelled ??= time
    return { status: 200, reply: { allocations: [this.allocation(hold)] } }
  }

  read(time: number, id: string): Answer {
    const hold = this.goesWrong("forgets holds") ? undefined : this.find(id)
    if (!hold) return refusal(404, "hold_not_found")
    if (this.goesWrong("prolongs unasked")) hold.expires += 100
    if (hold.status === "ACTIVE" && this.goesWrong("expires early")) hold.status = "EXPIRED"
    if (hold.status === "ACTIVE" && this.goesWrong("releases unasked")) hold.status = "RELEASED"
    if (hold.status === "CONFIRMED" && this.goesWrong("cancels unasked")) hold.cancelled ??= time
    const quantity = this.goesWrong("changes quantities") ? hold.quantity + 1 : hold.quantity
    const allocations = hold.status === "CONFIRMED" ? [this.allocation(hold)] : []
    return { status: 200, reply: { holds: [{ ...this.shown(hold, time), quantity }], allocations, now: iso(time) } }
  }

  private goesWrong(fault: Fault): boolean {
    return this.fault === fault && this.strikes()
  }

  private find(id: string): Hold | undefined {
    return this.holds.find((hold) => hold.id === id)
  }

  private over(hold: Hold | undefined, time: number): Answer {
    if (!hold) return refusal(404, "hold_not_found")
    return refusal(409, this.statusOf(hold, time) === "EXPIRED" ? "hold_expired" : "hold_not_active")
  }

  private statusOf({ status, expires }: Hold, time: number): string {
    return status === "ACTIVE" && expires <= time ? "EXPIRED" : status
  }

  private taken(key: string, time: number): number {
    return this.holds
      .filter((hold) => hold.dates.some((date) => `${hold.resource_id} ${date}` === key))
      .filter((hold) => this.statusOf(hold, time) === "ACTIVE" || (hold.status === "CONFIRMED" && !hold.cancelled))
      .reduce((sum, { quantity }) => sum + quantity, 0)
  }

  /** What an overcommitted date gives back lowers its value towards the wish first. */
  private fits(key: string, items: Item[], time: number): boolean {
    const of = this.capacity.get(key)
    const asked = items.filter(({ resource_id, dates }) => dates.some((date) => `${resource_id} ${date}` === key))
    return (
      of !== undefined && this.taken(key, time) + asked.reduce((sum, { quantity }) => sum + quantity, 0) <= of.target
    )
  }

  private booking(time: number, booking_id: string, more = {}): Answer {
    const holds = this.holds.filter((hold) => hold.booking_id === booking_id).map((hold) => this.shown(hold, time))
    return { status: "idempotent_replay" in more ? 200 : 201, reply: { booking_id, holds, now: iso(time), ...more } }
  }

  private shown(hold: Hold, time: number) {
    const { id, booking_id, resource_id, dates, quantity } = hold
    const claim = { id, booking_id, resource_id, dates, quantity, created_at: iso(hold.created) }
    return { ...claim, status: this.statusOf(hold, time), expires_at: iso(hold.expires) }
  }

  private allocation({ id, booking_id, resource_id, dates, quantity, cancelled }: Hold) {
    const claim = { hold_id: id, booking_id, resource_id, dates, quantity }
    return { id: id.replace("hold", "alloc"), ...claim, cancelled_at: cancelled === undefined ? null : iso(cancelled) }
  }
}

const refusal = (status: number, code: string): Answer => ({ status, reply: { code } })
