/** Calendar days are `YYYY-MM-DD` in the resource's time zone, instants ISO 8601 in UTC. */
export type CalendarDate = string
export type Instant = string

export type BookingUnit = "DAY" | "NIGHT"
export type HoldStatus = "ACTIVE" | "CONFIRMED" | "RELEASED" | "EXPIRED"
export type HoldSource = "STORE" | "STAFF" | "MOVE" | "REDUCTION" | "RETAKE"

export type Metadata = Record<string, unknown>

export type ResourceDTO = {
  id: string
  name: string
  type: string
  description: string | null
  timezone: string
  booking_unit: BookingUnit
  is_active: boolean
  hold_ttl_minutes: number | null
  min_days: number | null
  max_days: number | null
  default_capacity: number | null
  open_days_ahead: number | null
  metadata: Metadata | null
  created_at: Instant
  updated_at: Instant
  deleted_at: Instant | null
}

/** What one claim set is: a quantity of a resource on each of its dates (at NIGHT, the nights by first day). */
export type ClaimSet = {
  resource_id: string
  dates: CalendarDate[]
  start_date: CalendarDate
  end_date: CalendarDate
  booking_unit: BookingUnit
  days: number
  quantity: number
}

export type HoldDTO = ClaimSet & {
  id: string
  booking_id: string
  status: HoldStatus
  expires_at: Instant
  item_no: number
  cart_id: string | null
  line_item_id: string | null
  variant_id: string | null
  region_id: string | null
  /** What of this resource each unit of the line takes, or the line as a whole. */
  per: LineTerms["per"] | null
  units: LineTerms["units"] | null
  unit_price: number | null
  currency_code: string | null
  customer_id: string | null
  customer_email: string | null
  source: HoldSource
  created_by: string | null
  released_by: string | null
  replaces_id: string | null
  claimed_at: Instant | null
  confirmed_at: Instant | null
  released_at: Instant | null
  expired_at: Instant | null
  metadata: Metadata | null
  created_at: Instant
  updated_at: Instant
}

export type AllocationDTO = ClaimSet & {
  id: string
  hold_id: string
  booking_id: string
  order_id: string | null
  line_item_id: string | null
  customer_id: string | null
  contact_name: string | null
  contact_email: string | null
  contact_phone: string | null
  note: string | null
  unit_label: string | null
  source: HoldSource
  created_by: string | null
  cancelled_at: Instant | null
  cancelled_by: string | null
  cancel_reason: string | null
  replaces_id: string | null
  metadata: Metadata | null
  created_at: Instant
  updated_at: Instant
}

export type BlackoutDTO = {
  id: string
  resource_id: string | null
  resource_type: string | null
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
  public_note: string | null
  created_by: string | null
  created_at: Instant
  updated_at: Instant
}

/** Either the dates themselves or an inclusive range; with both, the dates count. */
export type ItemInput = {
  resource_id: string
  quantity: number
  dates?: CalendarDate[]
  start_date?: CalendarDate
  end_date?: CalendarDate
}

export type ContactInput = {
  order_id?: string | null
  line_item_id?: string | null
  customer_id?: string | null
  contact_name?: string | null
  contact_email?: string | null
  contact_phone?: string | null
  note?: string | null
  unit_label?: string | null
  metadata?: Metadata | null
}

/** A store hold belongs to a signed-in customer, else to a cart, else to an e-mail: one of them is needed. */
export type PlaceHoldInput = {
  items: ItemInput[]
  cart_id?: string
  customer_id?: string
  customer_email?: string
  client_address?: string
  /** For a line of the cart: its tokens are the cart's own, and another variant is another request. */
  cart_line?: { variant_id: string }
  idempotency_token?: string
  metadata?: Metadata
}

/** Staff write without owner limits; `created_by` is the user's id. */
export type PlaceStaffHoldInput = {
  items: ItemInput[]
  created_by: string
  ttl_minutes?: number
  customer_id?: string
  customer_email?: string
  idempotency_token?: string
  metadata?: Metadata
}

/** What of its resource each unit of a line takes, or the line as a whole: remembered beside the claim. */
export type LineTerms = { per: "UNIT" | "BOOKING"; units: number }

export type PlaceStaffBookingInput = {
  items: (ItemInput & Partial<LineTerms>)[]
  created_by: string
  contact: ContactInput
  allow_past?: boolean
  idempotency_token?: string
}

/** `replay` is true where an earlier request had already made this booking; `now` is the database's clock. */
export type PlacedBooking = {
  booking_id: string
  holds: HoldDTO[]
  allocations: AllocationDTO[]
  replay: boolean
  now: Instant
}

export type HoldAnswer = { hold: HoldDTO; now: Instant }
export type ReleasedHold = HoldAnswer & { replay: boolean }
export type ExtendedBooking = { holds: HoldDTO[]; extended: boolean; now: Instant }

/** The part of an expired hold that its event and its log line name. */
export type ExpiredHold = Pick<
  HoldDTO,
  | "id"
  | "booking_id"
  | "resource_id"
  | "start_date"
  | "end_date"
  | "quantity"
  | "cart_id"
  | "customer_id"
  | "expires_at"
> & { status: "EXPIRED" }

/** `capacity_restored` is Σ quantity × dates of the expired holds, `now` the database's clock at the end. */
export type CleanupResult = {
  expired_count: number
  capacity_restored: number
  duration_ms: number
  /** Why the run ended before everything was settled; what it had done by then is done. */
  stopped_by?: string
  holds: ExpiredHold[]
  now: Instant
}

export type ConfirmHoldInput = ContactInput & { hold_ids: string[]; created_by?: string }
/** `cart_line_id` is the line that checkout has claimed, where the order's has another id. */
export type ConfirmClaimedInput = ConfirmHoldInput & { cart_line_id?: string }
export type ConfirmedBooking = { allocations: AllocationDTO[]; replay: boolean; now: Instant }

export type CancelAllocationsInput = { allocation_ids: string[]; cancelled_by: string; reason?: string }
export type CancelledAllocations = {
  allocations: AllocationDTO[]
  /** Those that this very call cancelled. */
  cancelled_ids: string[]
  now: Instant
}

export type ReviseAllocationInput = {
  allocation_id: string
  resource_id?: string
  dates?: CalendarDate[]
  start_date?: CalendarDate
  end_date?: CalendarDate
  quantity?: number
  change_days?: boolean
  allow_past?: boolean
  by: string
}
export type RevisedAllocation = { allocation: AllocationDTO; replaced: AllocationDTO; now: Instant }

export type SetCapacityInput = {
  resource_id: string
  start_date: CalendarDate
  end_date: CalendarDate
  max_capacity: number
  weekdays?: number[]
  clamp?: boolean
  dry_run?: boolean
  only_missing?: boolean
  expected_revision?: string
}
export type CapacityConflict = { date: CalendarDate; requested: number; taken: number }
export type SetCapacityResult = {
  dry_run: boolean
  changed: number
  revision: string
  conflicts: CapacityConflict[]
  now: Instant
}

export type BlackoutInput = {
  resource_id?: string | null
  resource_type?: string | null
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
  public_note?: string | null
}
export type OnConflict = "keep" | "release_holds"
export type SaveBlackoutOptions = {
  by: string
  on_conflict?: OnConflict
  dry_run?: boolean
  expected_updated_at?: Instant
}
/** Whom a hold is for, as an allocation says it. */
export type HoldContact = Pick<AllocationDTO, "contact_name" | "contact_phone">
export type BlackoutConflicts = {
  holds: (Pick<
    HoldDTO,
    | "id"
    | "resource_id"
    | "booking_id"
    | "start_date"
    | "end_date"
    | "quantity"
    | "expires_at"
    | "claimed_at"
    | "customer_email"
    | "cart_id"
  > &
    Partial<HoldContact>)[]
  allocations: Pick<
    AllocationDTO,
    | "id"
    | "resource_id"
    | "booking_id"
    | "start_date"
    | "end_date"
    | "quantity"
    | "order_id"
    | "contact_name"
    | "contact_email"
    | "contact_phone"
  >[]
}
export type ReleasedByBlackout = Pick<
  HoldDTO,
  "id" | "booking_id" | "resource_id" | "start_date" | "end_date" | "quantity" | "cart_id" | "customer_id" | "status"
>
/** `blackout` is null for a dry run. */
export type SavedBlackout = {
  blackout: BlackoutDTO | null
  conflicts: BlackoutConflicts
  released_holds: ReleasedByBlackout[]
  now: Instant
}

export type CreateResourceInput = {
  name: string
  type: string
  description?: string | null
  timezone?: string
  booking_unit?: BookingUnit
  is_active?: boolean
  hold_ttl_minutes?: number | null
  min_days?: number | null
  max_days?: number | null
  default_capacity?: number | null
  open_days_ahead?: number | null
  metadata?: Metadata | null
}
export type UpdateResourceInput = Partial<CreateResourceInput> & { expected_updated_at?: Instant }

/** Medusa's raw form of an amount: exact, as text. */
export type RawAmount = { value: string; precision?: number }

/** Carts whose dates ended in between, one page of them by their ids after the last of the page before. */
export type EndedCartsInput = { from: Date; to: Date; after: string }

/** What a line of a cart agreed: for which variant, in which region, at which price a unit. */
export type AttachHoldsInput = {
  holds: ({ hold_id: string } & LineTerms)[]
  cart_id: string
  line_item_id: string
  /** A line that is gone, from which these holds go over. */
  from_line_item_id?: string
  variant_id: string
  region_id: string | null
  unit_price: RawAmount
  currency_code: string
}

/** A line as the cart has it now, and what each resource of its variant must be held with. */
export type CartLineClaim = {
  line_item_id: string
  title: string
  variant_id: string
  booking_id: string | null
  /** Of the line itself: a whole number of at least one, whatever its resources are held with. */
  quantity: number
  /** Exact, as text. */
  unit_price: string
  currency_code: string
  is_custom_price: boolean
  resources: { resource_id: string; quantity: number }[]
}

/** With `claim` the clock of these holds stops; without it only their deadline moves past the payment. */
export type ClaimCartInput = { cart_id: string; lines: CartLineClaim[]; claim: boolean }

/** `claim` names this very attempt, to microseconds; null where nothing was claimed. */
export type ClaimedCart = { claim: string | null; holds: HoldDTO[]; retaken_ids: string[]; now: Instant }
export type AbandonedClaim = { cart_id: string; claim: string }

export type ResizeHoldsInput = { holds: { hold_id: string; quantity: number }[]; by: string }

export type OrderAllocation = AllocationDTO & Pick<HoldDTO, "per" | "units">
