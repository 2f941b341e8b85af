import type {
  AllocationDTO,
  BlackoutDTO,
  CalendarDate,
  HoldContact,
  HoldDTO,
  HoldStatus,
  Instant,
  ResourceDTO,
} from "./types"

/** The words of the travel industry (OCTO): LIMITED is less than half left. */
export type AvailabilityStatus = "AVAILABLE" | "LIMITED" | "SOLD_OUT" | "CLOSED"

export type AvailabilityInput = {
  resource_id: string
  start_date: CalendarDate
  /** The last day; of a resource booked by the night, the day of departure. */
  end_date: CalendarDate
  quantity?: number
  /** What this cart holds already counts as available to it. */
  cart_id?: string
}
export type AvailableDate = {
  date: CalendarDate
  max_capacity: number
  /** Units that can be claimed on this date; 0 where it is closed. */
  available_capacity: number
  is_available: boolean
  status: AvailabilityStatus
  public_note?: string
}
export type Availability = {
  resource: ResourceDTO
  available_dates: AvailableDate[]
  all_dates_available: boolean
  now: Instant
}

export type Page = { limit?: number; offset?: number }
/** A column's name; with a leading `-` the order is descending. */
export type ListPage = Page & { order?: string }

export type SearchInput = Page & {
  type?: string
  q?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
  quantity?: number
  /** With a range: leave out what cannot take the whole of it. */
  available_only?: boolean
}
/** `is_available` and `available_capacity` (units free on every date of the range) come only with a range. */
export type FoundResource = ResourceDTO & { is_available?: boolean; available_capacity?: number }
export type SearchResult = { resources: FoundResource[]; count: number }

export type CalendarInput = Page & {
  resource_ids?: string[]
  type?: string
  is_active?: boolean
  /** A part of the name, or an id. */
  q?: string
  /** By name, or by type and then by name. */
  order?: "name" | "type"
  start_date: CalendarDate
  end_date: CalendarDate
}
/** `max_capacity = available_capacity + held + allocated`, after what lapsed holds give back; null = no row. */
export type CalendarDay = {
  date: CalendarDate
  max_capacity: number | null
  /** The operator's lower wish where more is taken than she wants, else null. */
  target_capacity: number | null
  available_capacity: number
  /** Units of live holds. */
  held: number
  /** Units of holds that ended by the clock and wait for the clean-up: free already, and counted as such. */
  expired: number
  allocated: number
  overcommitted: boolean
  closed: boolean
  status: AvailabilityStatus
  blackouts: CalendarBlackout[]
}
export type CalendarBlackout = Pick<BlackoutDTO, "id" | "reason" | "public_note">
export type ResourceCalendar = { resource: ResourceDTO; today: CalendarDate; dates: CalendarDay[] }
export type Calendar = { resources: ResourceCalendar[]; count: number; now: Instant }
/** Allocations and holds that are drawn into a calendar, of these resources and touching the range. */
export type CalendarClaimsInput = { resource_ids: string[]; start_date: CalendarDate; end_date: CalendarDate }
export type CalendarAllocation = Pick<
  AllocationDTO,
  | "id"
  | "booking_id"
  | "resource_id"
  | "dates"
  | "start_date"
  | "end_date"
  | "booking_unit"
  | "quantity"
  | "order_id"
  | "customer_id"
  | "contact_name"
  | "contact_phone"
  | "unit_label"
  | "source"
>
export type CalendarHold = Pick<
  HoldDTO,
  | "id"
  | "booking_id"
  | "resource_id"
  | "dates"
  | "start_date"
  | "end_date"
  | "booking_unit"
  | "quantity"
  | "status"
  | "expires_at"
  | "claimed_at"
  | "cart_id"
  | "customer_id"
  | "customer_email"
  | "source"
  | "created_by"
> &
  HoldContact
/** Live ones only. `truncated`: there are more than one answer holds. */
export type CalendarClaims = {
  allocations: CalendarAllocation[]
  holds: CalendarHold[]
  blackouts: BlackoutDTO[]
  truncated: boolean
  now: Instant
}

/** What the table of resources shows beside each of them; `today` is where the resource is. */
export type DeskFigures = {
  today: CalendarDay
  /** In units × dates, today included. `utilisation` is allocated / capacity, 0 without capacity. */
  next_30_days: { capacity: number; allocated: number; held: number; utilisation: number }
  /** The last date that has units at all, taken or not. */
  last_open_date: CalendarDate | null
}

export type CapacityCalendarInput = { resource_id: string; start_date: CalendarDate; end_date: CalendarDate }
/** `revision` goes back as `expected_revision` of a change of the same range. */
export type CapacityCalendar = ResourceCalendar & { revision: string; now: Instant }

/** What `q` names in other modules: claims of these are found with it, too. */
export type NamedElsewhere = { q_orders?: string[]; q_customers?: string[] }

type ClaimFilters = ListPage &
  NamedElsewhere & {
    resource_id?: string | string[]
    type?: string
    /** Claims that touch start_date..end_date; either may be left out. */
    start_date?: CalendarDate
    end_date?: CalendarDate
    booking_id?: string
    order_id?: string
    cart_id?: string
    customer_id?: string
    /** A part of a name, e-mail, phone number or id. */
    q?: string
  }
export type HoldFilters = ClaimFilters & { status?: HoldStatus | HoldStatus[] }

export type AllocationStatus = "CONFIRMED" | "CANCELLED"
export type AllocationFilters = ClaimFilters & { status?: AllocationStatus | AllocationStatus[] }
export type BlackoutFilters = ListPage & {
  resource_id?: string | string[]
  /** Blackouts of this type itself, not of its resources. */
  type?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
  q?: string
}

/** `count` without deleted ones; `active_count` of those that take bookings. */
export type ResourceTypeRow = { type: string; count: number; active_count: number }

type ResourceNamed = { resource_name: string; resource_type: string }
export type HoldRow = HoldDTO & ResourceNamed
export type AllocationRow = AllocationDTO & ResourceNamed & { status: AllocationStatus }
export type BlackoutRow = BlackoutDTO & { resource_name: string | null; resource_timezone: string | null }
export type Listed<Row> = { rows: Row[]; count: number; now: Instant }

export type BookingHolds = { holds: HoldDTO[]; now: Instant }

/** Allocations that stand on one of these dates: of these resources, of a type, or of everything. */
export type AffectedInput = {
  resource_ids?: string[]
  type?: string
  start_date: CalendarDate
  end_date: CalendarDate
  weekdays?: number[]
}
/** `dates` are those of its dates that were asked for. */
export type AffectedAllocation = Pick<
  AllocationRow,
  | "id"
  | "booking_id"
  | "resource_id"
  | "resource_name"
  | "dates"
  | "start_date"
  | "end_date"
  | "quantity"
  | "order_id"
  | "customer_id"
  | "contact_name"
  | "contact_email"
  | "contact_phone"
>
export type AffectedAllocations = { rows: AffectedAllocation[]; truncated: boolean }

export type LiveClaimsInput = { resource_id: string; dates: CalendarDate[] }

/** Without a date today in the plugin's time zone. */
export type RunSheetInput = { date?: CalendarDate; type?: string }
/** Another live allocation of the same booking, such as the guide of a tour. */
export type BookedWith = Pick<
  AllocationRow,
  "id" | "resource_id" | "resource_name" | "resource_type" | "start_date" | "end_date" | "quantity" | "unit_label"
>
export type RunSheetRow = AllocationRow & { booked_with: BookedWith[] }
export type RunSheet = {
  date: CalendarDate
  departures: RunSheetRow[]
  returns: RunSheetRow[]
  in_use: RunSheetRow[]
}

export type ExportedAllocation = Pick<
  AllocationRow,
  | "id"
  | "booking_id"
  | "status"
  | "resource_name"
  | "resource_type"
  | "start_date"
  | "end_date"
  | "days"
  | "quantity"
  | "unit_label"
  | "contact_name"
  | "contact_email"
  | "contact_phone"
  | "note"
  | "order_id"
  | "source"
  | "created_at"
  | "cancelled_at"
  | "cancel_reason"
>
/** `truncated`: there is more than one file may hold; narrow the filters. */
export type ExportedAllocations = { rows: ExportedAllocation[]; truncated: boolean }

export type UtilisationInput = {
  start_date: CalendarDate
  end_date: CalendarDate
  type?: string
  by: "week" | "month" | "resource"
  /** A row for each type that there is, instead of all together. */
  split?: "type"
}
/** In units × dates. `key`: a week's Monday, a month as YYYY-MM, or a resource's id. */
export type UtilisationRow = {
  key: string
  label: string
  /** Only with `split`. */
  type?: string
  capacity: number
  allocated: number
  held: number
  /** allocated / capacity, 0 to 1; 0 without capacity. */
  utilisation: number
}

export type ConversionInput = { from: CalendarDate; to: CalendarDate }
/** Holds of the storefront by the day they were placed, in the plugin's time zone, and what became of them. */
export type ConversionRow = {
  date: CalendarDate
  placed: number
  confirmed: number
  released: number
  expired: number
  active: number
}
/** Of days before `complete_from` holds that were not booked may be gone already. */
export type Conversion = { conversion: ConversionRow[]; complete_from: CalendarDate }

export type CapacityDrift = {
  resource_id: string
  date: CalendarDate
  max: number
  available: number
  held: number
  allocated: number
  expected: number
}
/**
 * Every list that makes `ok` is empty in a sound database. `overcommitted` is the operator's to solve; who is above a
 * limit is a warning, as the limit may have been lowered since.
 */
export type ClaimAudit = {
  checked_at: Instant
  ok: boolean
  /** The names of the lists that stopped at 200 findings: there may be more. */
  truncated: string[]
  drift: CapacityDrift[]
  missing_capacity: { resource_id: string; date: CalendarDate; held: number; allocated: number }[]
  confirmed_without_allocation: { hold_id: string; status: HoldStatus }[]
  allocation_without_confirmed_hold: { allocation_id: string; hold_id: string; hold_status: HoldStatus | null }[]
  allocation_unlike_hold: { allocation_id: string; hold_id: string }[]
  ended_more_than_once: { hold_id: string; status: HoldStatus }[]
  tokens_with_several_bookings: { token_scope: string; booking_ids: string[] }[]
  lines_allocated_twice: { line_item_id: string; resource_id: string; allocation_ids: string[] }[]
  claimed_in_blackout: { hold_id: string; resource_id: string; date: CalendarDate; blackout_id: string }[]
  owners_over_limit: { owner_key: string; holds: number; unit_days: number }[]
  addresses_over_limit: { client_address: string; unit_days: number }[]
  /** Without dates that are over where the resource is: nothing can be solved there any more. */
  overcommitted: { resource_id: string; date: CalendarDate; max: number; target: number }[]
}

export type HealthFigures = {
  now: Instant
  /** PostgreSQL's own word for its version. */
  database_version: string
  live_holds: number
  /** Holds past their deadline that the clean-up has not settled. */
  expired_backlog: number
  expired_oldest_age_seconds: number
  overcommitted_dates: number
  /** The first 50 of them, nearest first; `max` is what is taken, `target` what is wanted. */
  overcommitted: { resource_id: string; name: string; date: CalendarDate; max: number; target: number }[]
  /** Active resources whose last date with units is over or less than 30 days away; the first 50, nearest first. */
  closing_resources: { resource_id: string; name: string; last_open_date: CalendarDate; today: CalendarDate }[]
  closing_resources_count: number
}
