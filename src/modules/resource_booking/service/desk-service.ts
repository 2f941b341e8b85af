import { datesInRange, isCalendarDate, weekdayOf } from "../domain/calendar-date"
import { rangeFault } from "../domain/claim-items"
import { effectiveStatus } from "../domain/hold-clock"
import { invalidData } from "../errors"
import { instant, presentAllocation, presentBlackout, presentHold, presentRows } from "../present-row"
import type {
  AffectedAllocations,
  AffectedInput,
  AllocationFilters,
  AllocationRow,
  BlackoutFilters,
  BlackoutRow,
  BookingHolds,
  ExportedAllocation,
  ExportedAllocations,
  HoldFilters,
  HoldRow,
  Listed,
  LiveClaimsInput,
  RunSheet,
  RunSheetInput,
} from "../read-types"
import { refusal } from "../refusals"
import type { Manager } from "../sql/manager"
import { exportAllocations } from "../sql/export-allocations"
import { findAffectedAllocations } from "../sql/find-affected-allocations"
import { findAllocation } from "../sql/find-allocation"
import { findBookingHolds } from "../sql/find-booking-holds"
import { findHold } from "../sql/find-hold"
import { findLiveClaims } from "../sql/find-live-claims"
import { getBlackouts } from "../sql/get-rows"
import { listAllocations } from "../sql/list-allocations"
import { listBlackouts } from "../sql/list-blackouts"
import { listHolds } from "../sql/list-holds"
import { readRunSheet } from "../sql/read-run-sheet"
import type { BlackoutConflicts, BlackoutDTO, HoldAnswer, HoldDTO, Instant } from "../types"

const MOST_EXPORTED_ROWS = 50_000
const MOST_AFFECTED = 5000

/** What the desk and the order page look at: holds, allocations and blackouts as rows. */
export class DeskService {
  async getHold(manager: Manager, id: string): Promise<HoldAnswer> {
    const found = await findHold(manager, id)
    if (!found) {
      throw refusal({ code: "hold_not_found", hold_id: id })
    }
    const now = instant(found.now)
    return { hold: asOf(presentHold(found.hold), now), now }
  }

  async getBookingHolds(manager: Manager, bookingId: string): Promise<BookingHolds> {
    const found = await findBookingHolds(manager, bookingId)
    const now = instant(found.now)
    return { holds: found.holds.map((row) => asOf(presentHold(row), now)), now }
  }

  async getAllocation(manager: Manager, id: string): Promise<AllocationRow> {
    const allocation = await findAllocation(manager, id)
    if (!allocation) {
      throw refusal({ code: "allocation_not_found", allocation_id: id })
    }
    return presentAllocation(allocation) as AllocationRow
  }

  async getBlackout(manager: Manager, id: string): Promise<BlackoutDTO> {
    const [blackout] = await getBlackouts(manager, [id])
    if (!blackout) {
      throw refusal({ code: "blackout_not_found", blackout_id: id })
    }
    return presentBlackout(blackout)
  }

  async listHolds(manager: Manager, filters: HoldFilters): Promise<Listed<HoldRow>> {
    checkDates(filters)
    const { rows, count, now: at } = await listHolds(manager, filters)
    const now = instant(at)
    return { rows: rows.map((row) => asOf(presentHold(row) as HoldRow, now)), count, now }
  }

  async listAllocations(manager: Manager, filters: AllocationFilters): Promise<Listed<AllocationRow>> {
    checkDates(filters)
    const { rows, count, now } = await listAllocations(manager, filters)
    return { rows: rows.map((row) => presentAllocation(row) as AllocationRow), count, now: instant(now) }
  }

  async listBlackouts(manager: Manager, filters: BlackoutFilters): Promise<Listed<BlackoutRow>> {
    checkDates(filters)
    const { rows, count, now } = await listBlackouts(manager, filters)
    return { rows: rows.map((row) => presentBlackout(row) as BlackoutRow), count, now: instant(now) }
  }

  async exportAllocations(manager: Manager, filters: AllocationFilters): Promise<ExportedAllocations> {
    checkDates(filters)
    const rows = presentRows<ExportedAllocation>(await exportAllocations(manager, filters, MOST_EXPORTED_ROWS + 1))
    return { rows: rows.slice(0, MOST_EXPORTED_ROWS), truncated: rows.length > MOST_EXPORTED_ROWS }
  }

  async getRunSheet(
    manager: Manager,
    { date, type }: RunSheetInput & Required<Pick<RunSheetInput, "date">>,
  ): Promise<RunSheet> {
    checkDates({ date })
    const found = await readRunSheet(manager, { date, type })
    const rows = found.map(({ allocation, booked_with, ...row }) => ({
      ...row,
      allocation: { ...(presentAllocation(allocation) as AllocationRow), booked_with },
    }))
    return {
      date,
      departures: rows.filter(({ departs }) => departs).map(({ allocation }) => allocation),
      returns: rows.filter(({ returns }) => returns).map(({ allocation }) => allocation),
      in_use: rows.filter(({ covers }) => covers).map(({ allocation }) => allocation),
    }
  }

  async findAffected(
    manager: Manager,
    { start_date, end_date, weekdays, ...of }: AffectedInput,
  ): Promise<AffectedAllocations> {
    const fault = rangeFault(start_date, end_date)
    if (fault) {
      throw invalidData(fault.field, fault.message)
    }
    const dates = datesInRange(start_date, end_date).filter((date) => !weekdays || weekdays.includes(weekdayOf(date)))
    const rows = await findAffectedAllocations(manager, { ...of, dates }, MOST_AFFECTED + 1)
    return { rows: rows.slice(0, MOST_AFFECTED), truncated: rows.length > MOST_AFFECTED }
  }

  async liveClaimsOn(manager: Manager, input: LiveClaimsInput): Promise<BlackoutConflicts> {
    const { holds, allocations } = await findLiveClaims(manager, input)
    return { holds: presentRows(holds), allocations: presentRows(allocations) }
  }
}

/** A lapsed hold reads EXPIRED whether or not the clean-up has been by. */
const asOf = <Hold extends HoldDTO>(hold: Hold, now: Instant): Hold => ({ ...hold, status: effectiveStatus(hold, now) })

const checkDates = (filters: { start_date?: string; end_date?: string; date?: string }): void => {
  for (const field of ["date", "start_date", "end_date"] as const) {
    const value = filters[field]
    if (value !== undefined && !isCalendarDate(value)) {
      throw invalidData(field, `${field} "${value}" is not a day of the form YYYY-MM-DD`)
    }
  }
}
