import { availabilityStatus, covering } from "../domain/availability"
import { daysBetween } from "../domain/calendar-date"
import { rangeFault } from "../domain/claim-items"
import { invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { instant, presentBlackout, presentResource, presentRows } from "../present-row"
import type {
  Availability,
  AvailabilityInput,
  AvailableDate,
  Calendar,
  CalendarAllocation,
  CalendarClaims,
  CalendarClaimsInput,
  CalendarDay,
  CalendarHold,
  CalendarInput,
  CapacityCalendar,
  CapacityCalendarInput,
  DeskFigures,
  FoundResource,
  ResourceCalendar,
  SearchInput,
  SearchResult,
} from "../read-types"
import { refusal } from "../refusals"
import type { Manager } from "../sql/manager"
import { listActiveResources } from "../sql/list-active-resources"
import { readAvailability, type AvailabilityAnswer } from "../sql/read-availability"
import { readCalendar, type CalendarRows, type CapacityRow, type CoveringBlackout } from "../sql/read-calendar"
import { readCalendarClaims } from "../sql/read-calendar-claims"
import { readCapacityRevision } from "../sql/read-capacity-revision"
import { readDeskFigures } from "../sql/read-desk-figures"
import { searchOpenResources } from "../sql/search-open-resources"
import type { CalendarDate, ResourceDTO } from "../types"

const MOST_DATES = 365
// A hundred resources for a year: about 6 MB of JSON.
const MOST_CALENDAR_CELLS = 36_600
const CALENDAR_LIMIT = 100
// Of each kind: some 7 MB of JSON, and far more bars than anybody can read.
const MOST_CALENDAR_CLAIMS = 20_000

/** What can still be sold on which date. Nothing here locks; only a claim decides. */
export class AvailabilityService {
  constructor(private readonly options: BookingOptions) {}

  async getAvailability(manager: Manager, input: AvailabilityInput): Promise<Availability> {
    const quantity = this.checkedQuantity(input.quantity)
    checkRange(input.start_date, input.end_date)
    const answer = await readAvailability(manager, input)
    if (!answer) {
      throw refusal({ code: "resource_not_found", resource_id: input.resource_id })
    }
    if (!answer.days) {
      throw refusal({ code: "invalid_data", rule: "no_nights" })
    }
    if (answer.days.length > MOST_DATES) {
      throw invalidData(
        "end_date",
        `${input.start_date} to ${input.end_date} are ${answer.days.length} dates; at most ${MOST_DATES} are allowed`,
      )
    }
    const resource = presentResource(answer.resource)
    const dates = answer.days.map((day) => availableDate(day, answer, resource, quantity))
    return {
      resource,
      available_dates: dates,
      all_dates_available: dates.every(({ is_available }) => is_available),
      now: instant(answer.now),
    }
  }

  async searchResources(manager: Manager, input: SearchInput): Promise<SearchResult> {
    const quantity = this.checkedQuantity(input.quantity)
    const { start_date, end_date } = input
    if (start_date !== undefined || end_date !== undefined) {
      checkRange(start_date, end_date)
    } else if (input.quantity !== undefined || input.available_only) {
      const field = input.quantity !== undefined ? "quantity" : "available_only"
      throw invalidData(
        field,
        `${field} says nothing without dates: give start_date and end_date as well, or leave it out`,
      )
    }
    const { resources, count } =
      start_date && end_date
        ? await searchOpenResources(manager, { ...input, start_date, end_date, quantity })
        : await listActiveResources(manager, input)
    return { resources: resources.map((row) => presentResource(row) as FoundResource), count }
  }

  async getCalendar(manager: Manager, input: CalendarInput): Promise<Calendar> {
    const days = checkRange(input.start_date, input.end_date)
    const limit = input.limit ?? Math.min(CALENDAR_LIMIT, Math.floor(MOST_CALENDAR_CELLS / days))
    if (limit * days > MOST_CALENDAR_CELLS) {
      throw invalidData(
        "limit",
        `${limit} resources on ${days} dates are more than ${MOST_CALENDAR_CELLS} cells: ask for fewer of either`,
      )
    }
    const rows = await readCalendar(manager, { ...input, limit })
    return {
      resources: rows.resources.map((of) => resourceCalendar(of, rows)),
      count: rows.count,
      now: instant(rows.now),
    }
  }

  async getCalendarClaims(manager: Manager, input: CalendarClaimsInput): Promise<CalendarClaims> {
    checkRange(input.start_date, input.end_date)
    const { allocations, holds, blackouts, now } = await readCalendarClaims(manager, input, MOST_CALENDAR_CLAIMS + 1)
    return {
      allocations: (allocations as CalendarAllocation[]).slice(0, MOST_CALENDAR_CLAIMS),
      holds: presentRows<CalendarHold>(holds.slice(0, MOST_CALENDAR_CLAIMS)),
      blackouts: blackouts.map(presentBlackout),
      truncated: Math.max(allocations.length, holds.length) > MOST_CALENDAR_CLAIMS,
      now: instant(now),
    }
  }

  /** By the resource's id. */
  async getDeskFigures(manager: Manager, resources: CellOf[]): Promise<Map<string, DeskFigures>> {
    const found = await readDeskFigures(
      manager,
      resources.map(({ id }) => id),
    )
    const byId = new Map(resources.map((resource) => [resource.id, resource]))
    return new Map(
      found.resources.map(({ id, today, day, last_open_date, ...sums }) => {
        const resource = byId.get(id)!
        const utilisation = sums.capacity > 0 ? Math.round((sums.allocated / sums.capacity) * 10_000) / 10_000 : 0
        const cell = calendarDay(resource, today, blackoutsOf(resource, found.blackouts), today, day ?? undefined)
        return [id, { today: cell, next_30_days: { ...sums, utilisation }, last_open_date }]
      }),
    )
  }

  async getCapacityCalendar(manager: Manager, input: CapacityCalendarInput): Promise<CapacityCalendar> {
    const { resource_id, start_date, end_date } = input
    checkRange(start_date, end_date)
    // The revision is read first: numbers newer than it can only cause a needless stale_edit, older ones a lost edit.
    const revision = await readCapacityRevision(manager, input)
    const { resources, now } = await this.getCalendar(manager, {
      resource_ids: [resource_id],
      start_date,
      end_date,
      limit: 1,
    })
    const [calendar] = resources
    if (!calendar) {
      throw refusal({ code: "resource_not_found", resource_id })
    }
    return { ...calendar, revision, now }
  }

  private checkedQuantity(quantity = 1): number {
    const most = this.options.max_hold_quantity
    if (!Number.isInteger(quantity) || quantity < 1 || quantity > most) {
      throw invalidData("quantity", `quantity must be a whole number from 1 to ${most}, not ${quantity}`)
    }
    return quantity
  }
}

const availableDate = (
  [date, max, free, own]: NonNullable<AvailabilityAnswer["days"]>[number],
  { today, blackouts }: AvailabilityAnswer,
  { is_active }: ResourceDTO,
  quantity: number,
): AvailableDate => {
  const over = covering(blackouts, date)
  const closed = !is_active || date < today || over.length > 0
  const available = closed || max === null ? 0 : Math.min(max, Math.max(0, free + own))
  const note = over.find(({ public_note }) => public_note)?.public_note
  return {
    date,
    max_capacity: max ?? 0,
    available_capacity: available,
    is_available: available >= quantity,
    status: availabilityStatus({ max_capacity: max, available_capacity: available }, closed),
    ...(note ? { public_note: note } : {}),
  }
}

const resourceCalendar = (
  { resource, today, days }: CalendarRows["resources"][number],
  { dates, blackouts }: CalendarRows,
): ResourceCalendar => {
  const rows = new Map(days?.map((day) => [day[0], day]))
  const own = blackoutsOf(resource, blackouts)
  return {
    resource: presentResource(resource),
    today,
    dates: dates.map((date) => calendarDay(resource, today, own, date, rows.get(date))),
  }
}

/** Of a resource what its cells hang on. */
type CellOf = Pick<ResourceDTO, "id" | "type" | "is_active">

const blackoutsOf = ({ id, type }: Pick<CellOf, "id" | "type">, blackouts: CoveringBlackout[]): CoveringBlackout[] =>
  blackouts.filter(
    ({ resource_id, resource_type }) =>
      resource_id === id || resource_type === type || (resource_id === null && resource_type === null),
  )

const calendarDay = (
  { is_active }: Pick<CellOf, "is_active">,
  today: CalendarDate,
  own: CoveringBlackout[],
  date: CalendarDate,
  row: CapacityRow | undefined,
): CalendarDay => {
  const [, max = null, available = 0, target = null, held = 0, expired = 0, allocated = 0] = row ?? []
  const over = covering(own, date)
  const status = availabilityStatus(
    { max_capacity: max, available_capacity: available },
    !is_active || date < today || over.length > 0,
  )
  return {
    date,
    max_capacity: max,
    target_capacity: target,
    available_capacity: available,
    held,
    expired,
    allocated,
    overcommitted: target !== null,
    closed: status === "CLOSED",
    status,
    blackouts: over.map(({ id, reason, public_note }) => ({ id, reason, public_note })),
  }
}

/** The number of days of an inclusive range of at most 366. */
const checkRange = (start: string | undefined, end: string | undefined): number => {
  const fault = rangeFault(start, end)
  if (fault) {
    throw invalidData(fault.field, fault.message)
  }
  return daysBetween(start as string, end as string) + 1
}
