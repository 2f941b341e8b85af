import { addDays, datesInRange, weekdayOf } from "../domain/calendar-date"
import { LONGEST_RANGE_DAYS, rangeFault } from "../domain/claim-items"
import { newId } from "../domain/new-id"
import { BookingError, invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { instant, presentBlackout, presentRows } from "../present-row"
import { refusal, staleEdit, staleRow } from "../refusals"
import { callVerb, type Manager } from "../sql/call-verb"
import { deleteBlackout } from "../sql/delete-blackout"
import { findHoldContacts } from "../sql/find-hold-contacts"
import { getBlackouts } from "../sql/get-rows"
import type { ResourceToOpen } from "../sql/list-resources-to-open"
import type {
  BlackoutDTO,
  BlackoutConflicts,
  BlackoutInput,
  CapacityConflict,
  ReleasedByBlackout,
  SaveBlackoutOptions,
  SavedBlackout,
  SetCapacityInput,
  SetCapacityResult,
} from "../types"
import type { Outcome } from "./outcome"

const LARGEST_CAPACITY = 1_000_000

/** What can be sold on which date: capacity and the blackouts over it. */
export class CapacityService {
  constructor(private readonly options: BookingOptions) {}

  async setCapacity(manager: Manager, input: SetCapacityInput): Promise<Outcome<SetCapacityResult>> {
    const { weekdays, start_date, end_date, max_capacity } = input
    const fault = rangeFault(start_date, end_date)
    if (fault) {
      throw invalidData(fault.field, fault.message)
    }
    if (!Number.isInteger(max_capacity) || max_capacity < 0 || max_capacity > LARGEST_CAPACITY) {
      throw invalidData(
        "max_capacity",
        `max_capacity must be a whole number from 0 to ${LARGEST_CAPACITY}, not ${max_capacity}`,
      )
    }
    const dates = datesInRange(start_date, end_date).filter((date) => !weekdays || weekdays.includes(weekdayOf(date)))
    if (dates.length === 0) {
      throw invalidData(
        "weekdays",
        `None of the weekdays ${weekdays?.join(", ")} lies between ${start_date} and ${end_date}`,
      )
    }
    const answer = await callVerb(manager, "rb_set_capacity_1", {
      ...input,
      rows: dates.map((date) => ({ id: newId("rescap"), date })),
      lock_timeout_ms: this.options.lock_timeout_ms,
    })
    if (answer.code === "stale_edit") {
      throw staleEdit("capacity of this range", { revision: answer.revision })
    }
    if (answer.code === "capacity_in_use") {
      const conflicts = answer.dates as CapacityConflict[]
      const refused = new BookingError(
        "capacity_in_use",
        `More than ${max_capacity} units are taken on ${conflicts.length} of these dates, first ${conflicts[0]?.date}: ` +
          "keep a higher capacity, or send clamp to lower it as bookings end",
        { dates: conflicts },
      )
      return { refused, stale: (answer.stale as string[] | null) ?? [] }
    }
    if (answer.code !== "ok") {
      throw refusal(answer)
    }
    return {
      done: {
        dry_run: answer.dry_run as boolean,
        changed: answer.changed as number,
        revision: answer.revision as string,
        conflicts: answer.conflicts as CapacityConflict[],
        now: instant(answer.now),
      },
    }
  }

  /** Opens the missing dates of one resource; returns how many there were. */
  async openMissing(manager: Manager, { start_date, end_date, ...rest }: ResourceToOpen): Promise<number> {
    let opened = 0
    for (let start = start_date; start <= end_date; start = addDays(start, LONGEST_RANGE_DAYS)) {
      const last = addDays(start, LONGEST_RANGE_DAYS - 1)
      const part = { start_date: start, end_date: last < end_date ? last : end_date }
      const outcome = await this.setCapacity(manager, { ...rest, ...part, only_missing: true })
      if (!("done" in outcome)) {
        throw outcome.refused
      }
      opened += outcome.done.changed
    }
    return opened
  }

  async getBlackout(manager: Manager, id: string): Promise<BlackoutDTO> {
    const [row] = await getBlackouts(manager, [id])
    if (!row) {
      throw refusal({ code: "blackout_not_found", blackout_id: id })
    }
    return presentBlackout(row)
  }

  async deleteBlackout(manager: Manager, id: string): Promise<BlackoutDTO> {
    const row = await deleteBlackout(manager, id)
    if (!row) {
      throw refusal({ code: "blackout_not_found", blackout_id: id })
    }
    return presentBlackout(row)
  }

  /** Creates a blackout where `id` is undefined, else replaces that one as a whole. */
  async saveBlackout(
    manager: Manager,
    id: string | undefined,
    input: BlackoutInput,
    options: SaveBlackoutOptions,
  ): Promise<SavedBlackout> {
    const fault = rangeFault(input.start_date, input.end_date)
    if (fault) {
      throw invalidData(fault.field, fault.message)
    }
    if (input.resource_id && input.resource_type) {
      throw invalidData(
        "resource_type",
        "A blackout covers one resource, one type or everything: give resource_id or resource_type, not both",
      )
    }
    const resource_type = input.resource_type?.trim().toUpperCase() || null
    if (resource_type !== null && !/^[A-Z][A-Z0-9_]*$/.test(resource_type)) {
      throw invalidData(
        "resource_type",
        `resource_type "${input.resource_type}" must be letters, digits and underscores, such as VEHICLE`,
      )
    }
    const answer = await callVerb(manager, "rb_save_blackout_1", {
      ...input,
      resource_type,
      ...options,
      blackout_id: id ?? newId("blk"),
      is_new: id === undefined,
      lock_timeout_ms: this.options.lock_timeout_ms,
    })
    if (answer.code === "stale_edit") {
      throw staleRow(answer)
    }
    if (answer.code === "blackout_conflicts") {
      const conflicts = await presentConflicts(manager, answer.conflicts)
      throw new BookingError(
        "blackout_conflicts",
        `${conflicts.holds.length} holds and ${conflicts.allocations.length} allocations stand on these dates: ` +
          "send on_conflict keep to leave them valid, or release_holds to release the holds (allocations are never touched)",
        conflicts,
      )
    }
    if (answer.code !== "ok") {
      throw refusal(answer)
    }
    return {
      blackout: answer.blackout ? presentBlackout(answer.blackout) : null,
      conflicts: await presentConflicts(manager, answer.conflicts),
      released_holds: answer.released_holds ? presentRows<ReleasedByBlackout>(answer.released_holds) : [],
      now: instant(answer.now),
    }
  }
}

/** With whom each hold is for, which the verb does not look up: that would be under its lock. */
const presentConflicts = async (manager: Manager, conflicts: unknown): Promise<BlackoutConflicts> => {
  const { holds, allocations } = conflicts as Record<keyof BlackoutConflicts, unknown>
  const held = presentRows<BlackoutConflicts["holds"][number]>(holds)
  const contacts = await findHoldContacts(
    manager,
    held.map(({ id }) => id),
  )
  return { holds: held.map((hold) => ({ ...hold, ...contacts.get(hold.id) })), allocations: presentRows(allocations) }
}
