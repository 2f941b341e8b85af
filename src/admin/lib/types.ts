/**
 * What our routes answer, in the words of the server's own types: all imports are of types only, so nothing of the
 * server is in the bundle.
 */
import type { IncidentDTO, LogEntry } from "../../modules/booking_journal/types"
import type { ClosedReason } from "../../modules/resource_booking/domain/closed-reasons"
import type {
  AllocationRow,
  BlackoutRow,
  CalendarAllocation as CalendarAllocationDTO,
  CalendarDay,
  CalendarHold as CalendarHoldDTO,
  DeskFigures,
  HealthFigures,
  HoldRow,
} from "../../modules/resource_booking/read-types"
import type {
  AllocationDTO,
  BlackoutConflicts,
  BlackoutDTO,
  HoldContact,
  HoldDTO,
  Instant,
  ReleasedByBlackout,
  ResourceDTO,
} from "../../modules/resource_booking/types"

export type {
  AllocationStatus,
  AvailabilityStatus,
  BookedWith,
  CalendarBlackout,
  CalendarDay,
  Conversion,
  ConversionRow,
  ResourceCalendar,
  UtilisationRow,
} from "../../modules/resource_booking/read-types"
export type {
  BlackoutConflicts,
  BookingUnit,
  CalendarDate,
  CapacityConflict,
  CreateResourceInput,
  HoldStatus,
  Instant,
  OnConflict,
  UpdateResourceInput,
} from "../../modules/resource_booking/types"
export type { IncidentKind, LostDemand } from "../../modules/booking_journal/types"
export type { NoPriceReason } from "../../workflows/resource-booking/checkout/no-price-reasons"

export type Resource = ResourceDTO
/** `desk` is there where it was asked for: `with: "desk"`. */
export type ListedResource = Resource & { desk?: DeskFigures }
export type Blackout = BlackoutDTO
/** As the list has it. */
export type ListedBlackout = BlackoutRow
export type Allocation = AllocationDTO & { status: AllocationRow["status"] }
/** Orders are called by their number; null without one. */
export type ListedAllocation = AllocationRow & { order_display_id: number | null }
export type Hold = HoldDTO & HoldContact & { time_remaining_seconds: number }
export type ListedHold = HoldRow & HoldContact & { time_remaining_seconds: number }
export type Incident = IncidentDTO
/** By which people call the order; null where there is none. */
type Numbered = { order_display_id: number | null }
export type CalendarAllocation = CalendarAllocationDTO & Numbered
export type CalendarHold = CalendarHoldDTO & { time_remaining_seconds: number }
/** `actor_name` is known of users only. */
export type LoggedAct = LogEntry & { actor_name: string | null }
export type { ClosedReason }
/** One date of one resource. */
export type Day = {
  resource: Resource
  today: CalendarDay["date"]
  day: CalendarDay
  reasons: ClosedReason[]
  revision: string
  holds: ListedHold[]
  allocations: (ListedAllocation & Numbered)[]
  blackouts: Blackout[]
  log: LoggedAct[]
  now: Instant
}

export type HoldConflict = BlackoutConflicts["holds"][number]
export type AllocationConflict = BlackoutConflicts["allocations"][number]
export type ReleasedHold = ReleasedByBlackout
export type UnavailableDate = { date: string; requested: number; available: number; resource_id?: string }

export type Page = { count: number; limit: number; offset: number }

/** A variant, the terms it is sold on and every resource that it sells. */
export type LinkedVariant = {
  id: string
  title: string
  sku: string | null
  product_id: string | null
  product_title: string | null
  pricing: "PER_DAY" | "PER_BOOKING"
  duration_days: number | null
  resources: { resource_id: string; resource_name: string | null; per: "UNIT" | "BOOKING"; units: number }[]
}

type JobRun = { last_run_at: Instant | null; age_seconds: number | null; is_late: boolean; figures: unknown }
/** Where the database does not answer, only the first four are there. */
export type Health = {
  status: "ok" | "alarm"
  alarms: string[]
  database: { ok: boolean; latency_ms?: number; error?: string }
  versions: Record<string, string>
  now?: Instant
  holds?: { live: number; expired_backlog: number; expired_oldest_age_seconds: number }
  cleanup?: JobRun
  reconciliation?: JobRun
  drift?: { open_incidents: number }
} & Partial<
  Pick<HealthFigures, "overcommitted_dates" | "overcommitted" | "closing_resources" | "closing_resources_count">
>
