import type { BookingErrorCode } from "../../../src/modules/resource_booking/errors"
import { OPTIONS, say, SEEDS, type Day, type Minutes, type Owner, type State, type Unit } from "./world"

/** What the desk would keep on paper. Written from the design, not from the SQL; it knows no lock and no transaction. */

export class Refused extends Error {
  constructor(readonly code: BookingErrorCode) {
    super(code)
  }
}
const refuse = (code: BookingErrorCode): never => {
  throw new Refused(code)
}

/** One resource on one day. */
class Row {
  target: number | null = null

  constructor(
    public max: number,
    public available = max,
  ) {}

  get taken(): number {
    return this.max - this.available
  }

  /** Unit by unit: while more is on offer than the operator wants, a unit that comes back leaves the fleet. */
  giveBack(units: number): void {
    for (let i = 0; i < units; i++) {
      if (this.target === null) this.available++
      else if (--this.max === this.target) this.target = null
    }
  }

  set(wish: number): void {
    const { taken } = this
    this.max = Math.max(wish, taken)
    this.available = this.max - taken
    this.target = wish < taken ? wish : null
  }
}

export type Resource = {
  no: number
  name: string
  type: string
  unit: Unit
  today: Day
  active: boolean
  deleted: boolean
  ttl: Minutes | null
  min: number | null
  max: number | null
  defaultCapacity: number | null
  openAhead: number | null
  rows: Map<Day, Row>
}

/** `resource` is undefined for one that nobody has. Either days or a range. */
export type Item = { resource: Resource | undefined; quantity: number; days?: Day[]; from?: Day; to?: Day }
type Claim = { resource: Resource; days: Day[]; quantity: number; lastDay: Day }
type Need = { resource: Resource; day: Day; quantity: number }
type Contact = { order?: string; line?: string }

export type Booking = { token?: string; scope: string; said: string; cart?: string; placedAt: Minutes }
export type Hold = Claim & {
  no: number
  booking: Booking
  status: "ACTIVE" | "CONFIRMED" | "RELEASED" | "EXPIRED"
  placedAt: Minutes
  deadline: Minutes
  endedAt: Minutes
  owner?: string
  customer?: string
  cart?: string
  line?: string
  /** What its line was agreed at. */
  price?: number
  /** By which attempt on its cart, and when. */
  claimed?: { attempt: number; at: Minutes }
  noticed: boolean
  /** It says by whose request it was made, until that is blanked. */
  scoped: boolean
  /** Whom it was for and by which token is blanked: that token is free again. */
  forgotten: boolean
  gone: boolean
  /** Born of a move, a resize or a retake: not part of what the booking's request made. */
  replaces?: Hold
}
export type Allocation = Claim & {
  no: number
  hold: Hold
  order?: string
  line?: string
  customer?: string
  cancelled: boolean
  replaces: boolean
}
export type Blackout = { no: number; resource?: Resource; type?: string; from: Day; to: Day; deleted: boolean }
export type Scope = Pick<Blackout, "resource" | "type">

export type PlaceRequest = {
  items: Item[]
  /** The storefront's request has one, though it may name nobody. */
  owner?: Owner
  /** For a line of the owner's cart: its tokens are the cart's. */
  forLine?: boolean
  token?: string
  ttl?: Minutes
  /** A staff booking. */
  contact?: Contact
  allowPast?: boolean
}
/** A line as the cart has it by now; each resource that it sells with the units of it. */
export type CartLine = { line: string; booking?: Booking; price: number; quantity: number; sold: [Resource, number][] }
type InOrder = (holds: Hold[]) => Hold[]

export type Revision = Partial<Omit<Item, "resource">> & {
  resource?: Resource | "unknown"
  changeDays?: boolean
  allowPast?: boolean
}
export type ResourcePatch = Partial<
  Pick<Resource, "type" | "unit" | "active" | "ttl" | "min" | "max" | "defaultCapacity" | "openAhead">
>

/** How long an attempt on a cart may take before it is taken for dead. */
const ATTEMPT: Minutes = 2

const range = (from: Day, to: Day): Day[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => from + i)
const distinct = (days: Day[]): Day[] => [...new Set(days)].sort((a, b) => a - b)
const numbers = (rows: { no: number }[]): number[] => rows.map(({ no }) => no).sort((a, b) => a - b)

export class Ledger {
  now: Minutes = 0
  readonly resources: Resource[]
  readonly holds: Hold[] = []
  readonly allocations: Allocation[] = []
  readonly blackouts: Blackout[] = []
  private readonly bookings: Booking[] = []
  private attempts = 0

  constructor(capacities: number[]) {
    this.resources = SEEDS.map(({ from, to, ...seed }, no) => ({
      ...seed,
      no,
      active: true,
      deleted: false,
      openAhead: null,
      rows: new Map(range(from, to).map((day) => [day, new Row(capacities[no]!)])),
    }))
  }

  // ---- holds

  place(request: PlaceRequest) {
    const { items, owner, token, contact, ttl } = request
    const key = owner && (owner.customer_id ?? owner.cart_id ?? owner.customer_email?.toLowerCase())
    if (owner && !key) refuse("invalid_data")
    items.forEach(checkItem)
    const scope = request.forLine ? `line of ${owner?.cart_id}` : owner ? `store ${key}` : "admin"
    const said = JSON.stringify([normalForm(items), key, contact, ttl, request.forLine])
    const earlier = this.earlier({ token, scope, said, cart: owner?.cart_id })
    if (earlier) return this.answer(earlier, true)

    const claims = items.map((item) => {
      if (item.resource?.deleted) refuse("resource_not_found")
      const claim = shapeOf(item)
      refuseUnsellable(claim, { allowPast: request.allowPast })
      this.refuseClosed(claim.resource, claim.days)
      return claim
    })
    const unitDays = claims.flatMap(({ days, quantity }) => days.map(() => quantity))
    if (unitDays.length > OPTIONS.max_claims_per_request) refuse("invalid_data")
    if (key) this.refuseOverLimit(key, claims.length, sum(unitDays))
    const needs = difference(claims, [])
    this.makeRoom(needs)
    if (contact?.line) this.refuseTakenLine(contact.line, claims)
    take(needs)

    const booking: Booking = { token, scope, said, cart: owner?.cart_id, placedAt: this.now }
    this.bookings.push(booking)
    const term = ttl ?? Math.min(...claims.map(({ resource }) => resource.ttl ?? OPTIONS.hold_ttl_minutes))
    for (const claim of claims) {
      const hold = this.enter(claim, booking, {
        deadline: this.now + term,
        owner: key,
        customer: owner?.customer_id,
        cart: owner?.cart_id,
      })
      if (contact) this.allocate(hold, contact)
    }
    return this.answer(booking, false)
  }

  release(hold: Hold | undefined) {
    if (!hold || hold.gone) return refuse("hold_not_found")
    if (hold.status === "RELEASED") return { hold: hold.no, replay: true }
    this.refuseEnded(hold)
    if (hold.claimed) refuse("hold_in_checkout")
    this.end(hold, "RELEASED")
    return { hold: hold.no, replay: false }
  }

  extend(hold: Hold | undefined, minutes: Minutes | undefined, longest: Minutes) {
    if (!hold || hold.gone) return refuse("hold_not_found")
    this.refuseEnded(hold)
    if (hold.claimed) refuse("hold_in_checkout")
    const together = this.holds.filter(
      (other) => other.booking === hold.booking && this.isLive(other) && !other.claimed,
    )
    const standing = this.holds.filter((other) => other.booking === hold.booking && other.status === "ACTIVE")
    const term = minutes ?? Math.min(...standing.map(({ resource }) => resource.ttl ?? OPTIONS.hold_ttl_minutes))
    const until = Math.min(this.now + term, hold.placedAt + longest)
    for (const other of together) other.deadline = Math.max(other.deadline, hold.deadline, until)
    return { holds: numbers(together) }
  }

  confirm(holds: (Hold | undefined)[], contact: Contact, claimedOnly: boolean, cartLine = contact.line) {
    const wanted: Hold[] = []
    for (const hold of new Set(holds)) {
      if (!hold || hold.gone) return refuse("hold_not_found")
      wanted.push(hold)
      if (hold.status === "CONFIRMED") {
        const { order, line } = this.allocationOf(hold)
        if (order !== contact.order || line !== contact.line) refuse("hold_not_active")
        continue
      }
      this.refuseEnded(hold)
      if (!claimedOnly && hold.claimed) refuse("hold_in_checkout")
      if (claimedOnly && !(hold.claimed && hold.line === cartLine)) refuse("hold_not_claimed")
    }
    const fresh = wanted.filter(({ status }) => status === "ACTIVE")
    if (contact.line) this.refuseTakenLine(contact.line, fresh)
    for (const hold of fresh) this.allocate(hold, contact)
    return { allocations: wanted.map((hold) => this.allocationOf(hold).no), replay: fresh.length === 0 }
  }

  // ---- the checkout

  addToCart(request: PlaceRequest, line: string, price: number) {
    const placed = this.place(request)
    if (placed.replay) return placed
    const holds = placed.holds.map((no) => this.holds[no])
    this.attach(holds, request.owner!.cart_id!, line, price)
    return placed
  }

  attach(holds: (Hold | undefined)[], cart: string, line: string, price: number, from?: string) {
    for (const hold of holds) {
      if (!hold || hold.gone || hold.cart !== cart) return refuse("hold_not_found")
      if (hold.line && hold.line !== line && hold.line !== from) refuse("booking_line_invalid")
      this.refuseEnded(hold)
      if (hold.claimed) refuse("hold_in_checkout")
    }
    const attached = holds as Hold[]
    for (const hold of attached) Object.assign(hold, { line, price })
    return { holds: numbers(attached) }
  }

  /** What stands for lines of a cart: of each chain the last. */
  linksOf(cart: string, lines?: string[]): Hold[] {
    const replaced = new Set(this.holds.filter(({ gone }) => !gone).map(({ replaces }) => replaces))
    return this.holds.filter(
      (hold) =>
        !hold.gone && hold.cart === cart && hold.line && (lines?.includes(hold.line) ?? true) && !replaced.has(hold),
    )
  }

  firstOf(booking: Booking): Hold {
    return this.holds.find((hold) => hold.booking === booking)!
  }

  claim(cart: string, lines: CartLine[], stopsClocks: boolean, inOrder: InOrder) {
    const links = this.linksOf(
      cart,
      lines.map(({ line }) => line),
    )
    const lapsed = inOrder(links.filter((hold) => hold.status === "EXPIRED" || this.hasLapsed(hold)))
    if (sum(lapsed.map(({ days }) => days.length)) > OPTIONS.max_claims_per_request) refuse("hold_expired")
    for (const line of lines) {
      refuseBrokenLine(
        line,
        links.filter((hold) => hold.line === line.line),
      )
    }
    if (links.some(({ claimed }) => claimed && this.now - claimed.at < ATTEMPT)) refuse("hold_in_checkout")

    this.settle(lapsed.filter(({ status }) => status === "ACTIVE"))
    for (const hold of lapsed) {
      if (!hold.resource.deleted && hold.resource.active && hold.days[0]! < hold.resource.today) refuse("hold_expired")
      refuseUnsellable(hold, { anyLength: true })
      this.refuseClosed(hold.resource, hold.days)
    }
    this.refuseMore(
      lapsed.map((hold) => [hold, hold.quantity]),
      1,
    )
    const needs = difference(lapsed, [])
    this.makeRoom(needs)
    take(needs)
    const deadline = this.now + OPTIONS.payment_grace_minutes
    const retaken = lapsed.map((hold) => this.copy(hold, { deadline, placedAt: this.now, noticed: false }))
    const claimed = stopsClocks ? { attempt: this.attempts++, at: this.now } : undefined
    const held = [...links.filter((hold) => !lapsed.includes(hold)), ...retaken]
    for (const hold of held) {
      const latest = hold.placedAt + OPTIONS.max_hold_minutes + OPTIONS.payment_grace_minutes
      if (claimed) hold.claimed = claimed
      else hold.deadline = Math.max(hold.deadline, Math.min(deadline, latest))
    }
    return { attempt: claimed?.attempt ?? null, retaken: retaken.map(({ no }) => no), holds: numbers(held) }
  }

  unclaim(cart: string, attempt: number | undefined) {
    const claimed = this.holds.filter(
      (hold) => hold.cart === cart && hold.status === "ACTIVE" && hold.claimed && hold.claimed.attempt === attempt,
    )
    for (const hold of claimed) hold.claimed = undefined
    return { holds: numbers(claimed) }
  }

  /** `wanted` in the order of ids, each hold once; `asked` as it was said. */
  resize(wanted: [hold: Hold | undefined, quantity: number][], asked: number[]) {
    if (asked.some((quantity) => quantity < 1 || quantity > OPTIONS.max_hold_quantity)) refuse("invalid_data")
    const resized = wanted.map(([hold, quantity]) => {
      if (!hold || hold.gone) return refuse("hold_not_found")
      this.refuseEnded(hold)
      if (hold.claimed) refuse("hold_in_checkout")
      if (quantity > hold.quantity) {
        refuseUnsellable(hold, { anyLength: true })
        this.refuseClosed(hold.resource, hold.days)
      }
      return { old: hold, claim: { ...hold, quantity } }
    })
    const olds = resized.map(({ old }) => old)
    const claims = resized.map(({ claim }) => claim)
    const needs = difference(claims, olds)
    this.refuseMore(
      resized.map(({ old, claim }) => [old, claim.quantity - old.quantity]),
      0,
    )
    this.makeRoom(needs)
    take(needs)
    giveBack(difference(olds, claims))
    for (const old of olds) Object.assign(old, { status: "RELEASED", endedAt: this.now })
    return { holds: resized.map(({ old, claim: { quantity } }) => this.copy(old, { quantity }).no) }
  }

  expire() {
    const lapsed = this.holds.filter((hold) => this.hasLapsed(hold))
    this.settle(lapsed)
    return { expired: numbers(lapsed), restored: sum(lapsed.map(({ days, quantity }) => days.length * quantity)) }
  }

  notice() {
    const ending = this.holds.filter(
      (hold) =>
        this.isLive(hold) &&
        !hold.claimed &&
        !hold.noticed &&
        hold.deadline <= this.now + OPTIONS.expiring_notice_minutes,
    )
    for (const hold of ending) hold.noticed = true
    return { noticed: numbers(ending) }
  }

  read(hold: Hold | undefined) {
    if (!hold || hold.gone) return refuse("hold_not_found")
    return { hold: hold.no, status: this.hasLapsed(hold) ? "EXPIRED" : hold.status }
  }

  forget() {
    const ended = (days: number) =>
      this.holds.filter((hold) => !hold.gone && hold.status !== "ACTIVE" && this.now - hold.endedAt >= days * 24 * 60)
    const old = ended(OPTIONS.hold_retention_days).filter(({ status }) => status !== "CONFIRMED")
    for (const hold of old) hold.gone = true
    const named = ended(OPTIONS.personal_data_days).filter(({ forgotten, scoped }) => !forgotten && scoped)
    for (const hold of named) hold.forgotten = true
    return { holds_deleted: old.length, holds_blanked: named.length }
  }

  /** A live hold keeps its keys, so that limits and replays go on to hold. */
  erase(customer: string) {
    const of = (row: { customer?: string }) => row.customer === customer
    const holds = this.holds.filter((hold) => of(hold) && !hold.gone)
    for (const hold of holds) hold.forgotten ||= hold.status !== "ACTIVE"
    return { holds: holds.length, allocations: this.allocations.filter(of).length }
  }

  // ---- allocations

  cancel(allocations: (Allocation | undefined)[]) {
    const wanted = [...new Set(allocations)].map((allocation) => allocation ?? refuse("allocation_not_found"))
    const live = wanted.filter(({ cancelled }) => !cancelled)
    for (const allocation of live) {
      allocation.cancelled = true
      giveBack(difference([allocation], []))
    }
    return { allocations: numbers(wanted), cancelled: numbers(live) }
  }

  revise(old: Allocation | undefined, { changeDays, allowPast, ...revision }: Revision) {
    if (!old) return refuse("allocation_not_found")
    const moved = revision.days ?? revision.from ?? revision.to
    const { resource, quantity } = { resource: old.resource, quantity: old.quantity, ...revision }
    const item: Item = {
      ...(moved === undefined ? { days: old.days } : revision),
      resource: resource === "unknown" ? undefined : resource,
      quantity,
    }
    checkItem(item)
    const claim = shapeOf(item)
    if (old.cancelled) refuse("allocation_not_active")
    const sameLength = claim.days.length === old.days.length
    if (!sameLength && !changeDays) refuse("duration_not_allowed")
    const isReduction =
      claim.resource === old.resource &&
      claim.quantity <= old.quantity &&
      claim.days.every((day) => old.days.includes(day))
    const needs = difference([claim], [old])
    if (!isReduction) {
      const nothingPast = needs.every(({ day }) => day >= claim.resource.today)
      refuseUnsellable(claim, { allowPast: allowPast || nothingPast, anyLength: sameLength })
      this.refuseClosed(
        claim.resource,
        needs.map(({ day }) => day),
      )
      this.makeRoom(needs)
    }
    if (old.line) this.refuseTakenLine(old.line, [claim], old)
    take(needs)
    giveBack(difference([old], [claim]))
    old.cancelled = true
    const hold = this.enter(claim, old.hold.booking, {
      customer: old.hold.customer,
      cart: old.hold.cart,
      line: old.hold.line,
      price: old.hold.price,
      replaces: old.hold,
      scoped: false,
    })
    return { allocation: this.allocate(hold, old, true).no, replaced: old.no }
  }

  edit(allocation: Allocation | undefined, stale: boolean) {
    if (!allocation) return refuse("allocation_not_found")
    if (stale) refuse("stale_edit")
    return { allocation: allocation.no }
  }

  // ---- capacity and blackouts

  setCapacity(
    resource: Resource | undefined,
    days: Day[],
    wish: number,
    { clamp, dryRun, stale }: { clamp?: boolean; dryRun?: boolean; stale?: boolean },
  ) {
    if (days.length === 0) refuse("invalid_data")
    if (!resource || resource.deleted) return refuse("resource_not_found")
    if (stale) refuse("stale_edit")
    const tooLow = () => days.filter((day) => (resource.rows.get(day)?.taken ?? 0) > wish)
    if (!clamp) {
      this.settle(this.lapsedOn(tooLow().map((day) => ({ resource, day }))))
      if (tooLow().length > 0) refuse("capacity_in_use")
    }
    const conflicts = tooLow()
    if (!dryRun) {
      for (const day of days) {
        const row = resource.rows.get(day)
        if (row) row.set(wish)
        else resource.rows.set(day, new Row(wish))
      }
    }
    return { changed: days.length, conflicts }
  }

  keepOpen(only?: Resource) {
    const opened = this.resources
      .filter((resource) => !only || resource === only)
      .map(({ today, deleted, defaultCapacity, openAhead, rows }) => {
        if (deleted || defaultCapacity === null || openAhead === null) return 0
        const missing = range(today, today + openAhead).filter((day) => !rows.has(day))
        for (const day of missing) rows.set(day, new Row(defaultCapacity))
        return missing.length
      })
    return { resources: opened.filter((days) => days > 0).length, dates_opened: sum(opened) }
  }

  blackOut(
    scope: Scope,
    from: Day,
    to: Day,
    how: { keep?: boolean; releaseHolds?: boolean; dryRun?: boolean; stale?: boolean },
    edited?: Blackout,
  ) {
    if (from > to || (scope.resource && scope.type)) refuse("invalid_data")
    if (scope.resource?.deleted) refuse("resource_not_found")
    const covered = (claim: Claim) =>
      (scope.resource
        ? claim.resource === scope.resource
        : scope.type
          ? claim.resource.type === scope.type && !claim.resource.deleted
          : true) && claim.days.some((day) => from <= day && day <= to)
    const holds = this.holds.filter((hold) => this.isLive(hold) && covered(hold))
    const allocations = this.allocations.filter((allocation) => !allocation.cancelled && covered(allocation))
    const conflicts = { holds: numbers(holds), allocations: numbers(allocations) }
    if (how.dryRun) return { blackout: null, conflicts, released: [] }
    if (!how.keep && !how.releaseHolds && holds.length + allocations.length > 0) refuse("blackout_conflicts")
    if (how.stale) refuse("stale_edit")
    const blackout = edited ?? { no: this.blackouts.length, from, to, deleted: false }
    if (!edited) this.blackouts.push(blackout)
    Object.assign(blackout, { resource: scope.resource, type: scope.type, from, to })
    const released = how.releaseHolds ? holds.filter(({ claimed }) => !claimed) : []
    for (const hold of released) this.end(hold, "RELEASED")
    return { blackout: blackout.no, conflicts, released: numbers(released) }
  }

  editBlackout(
    blackout: Blackout | undefined,
    patch: Partial<Pick<Blackout, "from" | "to">> & { scope?: Scope },
    how: Parameters<Ledger["blackOut"]>[3],
  ) {
    if (!blackout || blackout.deleted) return refuse("blackout_not_found")
    const { from = blackout.from, to = blackout.to, scope = blackout } = patch
    return this.blackOut(scope, from, to, how, blackout)
  }

  deleteBlackout(blackout: Blackout | undefined) {
    if (!blackout || blackout.deleted) return refuse("blackout_not_found")
    blackout.deleted = true
    return { blackout: blackout.no }
  }

  // ---- resources

  updateResource(resource: Resource | undefined, patch: ResourcePatch, stale: boolean) {
    if (patch.min && patch.max && patch.min > patch.max) refuse("invalid_data")
    if (!resource || resource.deleted) return refuse("resource_not_found")
    if (stale) refuse("stale_edit")
    const after = { ...resource, ...patch }
    if (after.unit !== resource.unit) this.refuseInUse(resource)
    if (after.min !== null && after.max !== null && after.min > after.max) refuse("invalid_data")
    Object.assign(resource, patch)
    this.keepOpen(resource)
    return { resource: resource.no }
  }

  deleteResource(resource: Resource | undefined) {
    if (!resource || resource.deleted) return refuse("resource_not_found")
    this.refuseInUse(resource)
    resource.deleted = true
    return { resource: resource.no }
  }

  restoreResource(resource: Resource | undefined) {
    if (!resource) return refuse("resource_not_found")
    resource.deleted = false
    return { resource: resource.no }
  }

  /** What a customer sees, as if everything that has lapsed were settled already. */
  availability(resource: Resource | undefined, from: Day, to: Day, quantity: number, cart?: string) {
    if (from > to) refuse("invalid_data")
    if (!resource || resource.deleted) return refuse("resource_not_found")
    const days = range(from, resource.unit === "NIGHT" ? to - 1 : to)
    if (days.length === 0) refuse("invalid_data")
    const unitsOn = (day: Day, holds: Hold[]) =>
      sum(holds.filter((hold) => hold.resource === resource && hold.days.includes(day)).map((hold) => hold.quantity))
    return days.map((day) => {
      const kept = resource.rows.get(day)
      const row = kept && Object.assign(new Row(kept.max, kept.available), { target: kept.target })
      row?.giveBack(
        unitsOn(
          day,
          this.holds.filter((hold) => this.hasLapsed(hold)),
        ),
      )
      const own = unitsOn(
        day,
        this.holds.filter((hold) => cart !== undefined && hold.cart === cart && this.isLive(hold)),
      )
      const isClosed = !row || !resource.active || day < resource.today || this.isBlackedOut(resource, day)
      const available = isClosed ? 0 : row.available + own
      const status = isClosed
        ? "CLOSED"
        : available === 0
          ? "SOLD_OUT"
          : available * 2 < row.max
            ? "LIMITED"
            : "AVAILABLE"
      return { day, max: row?.max ?? 0, available, isAvailable: available >= quantity, status }
    })
  }

  state(): State {
    const { resources, allocations, blackouts } = this
    return {
      resources: resources.map((r) => say.resource(r.name, r.unit, r.type, r.active, r.deleted, r.min, r.max)),
      capacity: resources.flatMap(({ name, rows }) =>
        [...rows]
          .sort(([a], [b]) => a - b)
          .map(([day, row]) => say.capacity(name, day, row.max, row.available, row.target)),
      ),
      holds: this.holds
        .filter(({ gone }) => !gone)
        .map((h) =>
          say.hold(
            h.no,
            h.status,
            h.resource.name,
            h.days,
            h.quantity,
            h.deadline - this.now,
            !!h.claimed,
            h.line ?? null,
          ),
        ),
      allocations: allocations.map((a) => say.allocation(a.no, a.resource.name, a.days, a.quantity, a.cancelled)),
      blackouts: blackouts
        .filter(({ deleted }) => !deleted)
        .map((b) => say.blackout(b.no, b.resource?.name ?? b.type ?? "everything", b.from, b.to)),
    }
  }

  // ---- rules

  /** The booking that this very request has made before: by its token, or a double click of the same cart. */
  private earlier({
    token,
    scope,
    said,
    cart,
  }: Pick<Booking, "token" | "scope" | "said" | "cart">): Booking | undefined {
    if (token) {
      const made = this.bookings.find(
        (one) => one.token === token && one.scope === scope && this.holdsOf(one).some(({ forgotten }) => !forgotten),
      )
      return made && made.said !== said ? refuse("idempotency_key_reused") : made
    }
    const isIntact = (one: Booking) => this.holdsOf(one).every((hold) => this.isLive(hold) && !hold.line)
    return this.bookings.find(
      (one) =>
        cart && !one.token && one.cart === cart && one.said === said && one.placedAt === this.now && isIntact(one),
    )
  }

  private refuseClosed(resource: Resource, days: Day[]): void {
    if (days.some((day) => this.isBlackedOut(resource, day))) refuse("date_blacked_out")
  }

  private isBlackedOut(resource: Resource, day: Day): boolean {
    return this.blackouts.some(
      (one) =>
        !one.deleted &&
        (one.resource ? one.resource === resource : one.type ? one.type === resource.type : true) &&
        one.from <= day &&
        day <= one.to,
    )
  }

  private refuseOverLimit(owner: string, holds: number, unitDays: number): void {
    const live = this.holds.filter((hold) => hold.owner === owner && this.isLive(hold))
    const used = sum(live.map(({ days, quantity }) => days.length * quantity))
    if (live.length + holds > OPTIONS.max_active_holds_per_owner) refuse("hold_limit_exceeded")
    if (used + unitDays > OPTIONS.max_active_unit_days_per_owner) refuse("hold_limit_exceeded")
  }

  /** Each owner by himself: so many units more on each day of each of his holds, and so many holds more for each. */
  private refuseMore(more: [hold: Hold, units: number][], holdsEach: number): void {
    for (const owner of new Set(more.map(([hold]) => (hold.forgotten ? undefined : hold.owner)))) {
      const own = more.filter(([hold]) => hold.owner === owner && !hold.forgotten)
      const unitDays = sum(own.map(([{ days }, units]) => days.length * units))
      if (owner && unitDays > 0) this.refuseOverLimit(owner, own.length * holdsEach, unitDays)
    }
  }

  /** A request that would be refused while lapsed holds stand on its days has those settled first. */
  private makeRoom(needs: Need[]): void {
    const short = () => needs.filter(({ resource, day, quantity }) => rowOf(resource, day).available < quantity)
    if (needs.some(({ resource, day }) => !resource.rows.has(day))) refuse("capacity_not_initialised")
    this.settle(this.lapsedOn(short()))
    if (short().length > 0) refuse("insufficient_capacity")
  }

  private lapsedOn(days: { resource: Resource; day: Day }[]): Hold[] {
    return this.holds.filter(
      (hold) =>
        this.hasLapsed(hold) && days.some(({ resource, day }) => hold.resource === resource && hold.days.includes(day)),
    )
  }

  private refuseEnded(hold: Hold): void {
    if (hold.status === "EXPIRED" || this.hasLapsed(hold)) refuse("hold_expired")
    if (hold.status !== "ACTIVE") refuse("hold_not_active")
  }

  /** An order line has at most one live allocation of a resource. */
  private refuseTakenLine(line: string, claims: Claim[], except?: Allocation): void {
    const taken = this.allocations.filter((one) => one !== except && !one.cancelled && one.line === line)
    const after = [...taken, ...claims].map(({ resource }) => resource)
    if (new Set(after).size < after.length) refuse("booking_line_invalid")
  }

  private refuseInUse(resource: Resource): void {
    const isHeld = this.holds.some((hold) => hold.resource === resource && this.isLive(hold))
    const isBooked = this.allocations.some(
      (one) => one.resource === resource && !one.cancelled && one.lastDay >= resource.today,
    )
    if (isHeld || isBooked) refuse("resource_in_use")
  }

  private hasLapsed(hold: Hold): boolean {
    return hold.status === "ACTIVE" && !hold.claimed && hold.deadline <= this.now
  }

  private isLive(hold: Hold): boolean {
    return hold.status === "ACTIVE" && !this.hasLapsed(hold)
  }

  // ---- entries

  private enter(claim: Claim, booking: Booking, given: Partial<Hold>): Hold {
    const hold: Hold = {
      ...claim,
      no: this.holds.length,
      booking,
      status: "ACTIVE",
      placedAt: this.now,
      deadline: this.now,
      endedAt: this.now,
      noticed: false,
      scoped: true,
      forgotten: false,
      gone: false,
      ...given,
    }
    this.holds.push(hold)
    return hold
  }

  /** The same claim for the same line as a hold of its own. What was blanked of the first stays so. */
  private copy(hold: Hold, given: Partial<Hold>): Hold {
    const { resource, days, quantity, lastDay, booking, customer, cart, line, price, deadline, placedAt, noticed } =
      hold
    const kept = { customer, cart, line, price, deadline, placedAt, noticed, replaces: hold }
    const whose = hold.forgotten ? { scoped: false } : { owner: hold.owner, scoped: hold.scoped }
    return this.enter({ resource, days, quantity, lastDay }, booking, { ...kept, ...whose, ...given })
  }

  private allocate(hold: Hold, { order, line }: Contact, replaces = false): Allocation {
    hold.status = "CONFIRMED"
    hold.endedAt = this.now
    const { resource, days, quantity, lastDay, customer } = hold
    const no = this.allocations.length
    const allocation = {
      no,
      hold,
      resource,
      days,
      quantity,
      lastDay,
      customer,
      order,
      line,
      replaces,
      cancelled: false,
    }
    this.allocations.push(allocation)
    return allocation
  }

  private settle(holds: Hold[]): void {
    for (const hold of holds) this.end(hold, "EXPIRED")
  }

  private end(hold: Hold, status: "RELEASED" | "EXPIRED"): void {
    hold.status = status
    hold.endedAt = this.now
    giveBack(difference([hold], []))
  }

  private allocationOf(hold: Hold): Allocation {
    return this.allocations.find((allocation) => allocation.hold === hold)!
  }

  private holdsOf(booking: Booking): Hold[] {
    return this.holds.filter((hold) => hold.booking === booking && !hold.replaces && !hold.gone)
  }

  private answer(booking: Booking, replay: boolean) {
    const holds = this.holdsOf(booking)
    const allocations = this.allocations.filter(({ hold, replaces }) => hold.booking === booking && !replaces)
    return { replay, holds: holds.map(({ no }) => no), allocations: numbers(allocations) }
  }
}

const sum = (all: number[]) => all.reduce((total, one) => total + one, 0)
const rowOf = (resource: Resource, day: Day): Row => resource.rows.get(day)!

function checkItem({ quantity, days, from = 0, to = 0 }: Item): void {
  const isBounded = quantity >= 1 && quantity <= OPTIONS.max_hold_quantity
  if (!isBounded || (days ? days.length === 0 : from > to)) refuse("invalid_data")
}

/** What an item claims: at NIGHT a range's last day is the departure. */
function shapeOf({ resource, quantity, ...when }: Item): Claim {
  if (!resource) return refuse("resource_not_found")
  const nights = resource.unit === "NIGHT" ? 1 : 0
  const days = when.days ? distinct(when.days) : range(when.from!, when.to! - nights)
  if (days.length === 0) refuse(resource.active ? "invalid_data" : "resource_inactive")
  return { resource, quantity, days, lastDay: days.at(-1)! + nights }
}

function refuseUnsellable({ resource, days }: Claim, allowed: { allowPast?: boolean; anyLength?: boolean }): void {
  if (resource.deleted) refuse("resource_not_found")
  if (!resource.active) refuse("resource_inactive")
  if (days.length > OPTIONS.max_hold_days) refuse("invalid_data")
  if (days[0]! < resource.today && !allowed.allowPast) refuse("invalid_data")
  const isTooShort = resource.min !== null && days.length < resource.min
  const isTooLong = resource.max !== null && days.length > resource.max
  if ((isTooShort || isTooLong) && !allowed.anyLength) refuse("duration_not_allowed")
}

/** A line of a cart must be exactly what was agreed for what is held for it. */
function refuseBrokenLine({ booking, price, quantity, sold }: CartLine, held: Hold[]): void {
  const names = (of: Resource[]) =>
    of
      .map(({ name }) => name)
      .sort()
      .join()
  const ranges = new Set(held.map(({ days, lastDay }) => `${days[0]} to ${lastDay}`))
  const hasGap = held.some(({ days }) => days.length <= days.at(-1)! - days[0]!)
  const agrees =
    held.length > 0 &&
    held.every(
      (hold) => hold.booking === booking && hold.price === price && ["ACTIVE", "EXPIRED"].includes(hold.status),
    ) &&
    names(held.map(({ resource }) => resource)) === names(sold.map(([resource]) => resource)) &&
    Number.isInteger(quantity) &&
    quantity >= 1 &&
    sold.every(([resource, units]) => held.every((hold) => hold.resource !== resource || hold.quantity === units)) &&
    (new Set(held.map(({ days }) => days.join())).size <= 1 || (ranges.size <= 1 && !hasGap))
  if (!agrees) refuse("booking_line_invalid")
}

/** What the claims take, summed by resource and day, beyond what the others have already. */
function difference(claims: Claim[], others: Claim[]): Need[] {
  const units = (of: Claim[], resource: Resource, day: Day) =>
    sum(of.filter((claim) => claim.resource === resource && claim.days.includes(day)).map(({ quantity }) => quantity))
  return [...new Set(claims.map(({ resource }) => resource))].flatMap((resource) =>
    distinct(claims.filter((claim) => claim.resource === resource).flatMap(({ days }) => days))
      .map((day) => ({ resource, day, quantity: units(claims, resource, day) - units(others, resource, day) }))
      .filter(({ quantity }) => quantity > 0),
  )
}

function take(needs: Need[]): void {
  for (const { resource, day, quantity } of needs) rowOf(resource, day).available -= quantity
}

function giveBack(units: Need[]): void {
  for (const { resource, day, quantity } of units) rowOf(resource, day).giveBack(quantity)
}

/** Items sorted, equal ones summed. */
function normalForm(items: Item[]): [string, number][] {
  const summed = new Map<string, number>()
  for (const { resource, days, from, to, quantity } of items) {
    const what = `${resource?.no} on ${days ? distinct(days).join() : `${from} to ${to}`}`
    summed.set(what, (summed.get(what) ?? 0) + quantity)
  }
  return [...summed].sort(([a], [b]) => (a < b ? -1 : 1))
}
