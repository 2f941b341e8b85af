import { z } from "zod"
import type { MoveInput } from "../../hooks/use-allocations"
import type { Say } from "../../hooks/use-words"
import { addDays, countDays, isCalendarDate } from "../../lib/dates"
import { Refusal } from "../../lib/refusal"
import type { Allocation } from "../../lib/types"

export const moveSchema = (t: Say) =>
  z
    .object({
      resource_id: z.string().min(1, t("bookings.form.resourceNeeded")),
      start_date: z.string().nullable(),
      end_date: z.string().nullable(),
      quantity: z.string().refine((text) => isQuantity(text), t("bookings.form.wholeNumber")),
      reason: z.string(),
      allow_past: z.boolean(),
    })
    .superRefine(({ start_date, end_date }, context) => {
      const say = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message })
      if (!start_date) say("start_date", t("common.dateNeeded"))
      if (!end_date) say("end_date", t("common.dateNeeded"))
      if (start_date && end_date && end_date < start_date) say("end_date", t("common.endBeforeStart"))
    })
export type MoveValues = z.infer<ReturnType<typeof moveSchema>>

const isQuantity = (text: string) => /^[1-9]\d{0,6}$/.test(text.trim())

export const moveValuesOf = ({ resource_id, start_date, end_date, quantity }: Allocation): MoveValues => ({
  resource_id,
  start_date,
  end_date,
  quantity: String(quantity),
  reason: "",
  allow_past: false,
})

/** What the form asks for as it stands; null where it changes nothing yet, or is not complete. */
export const moveInputOf = (values: MoveValues, allocation: Allocation): MoveInput | null => {
  const { start_date, end_date, quantity, resource_id } = values
  if (!isCalendarDate(start_date) || !isCalendarDate(end_date) || end_date < start_date) return null
  if (!isQuantity(quantity) || !resource_id) return null
  const changes = {
    ...(resource_id === allocation.resource_id ? {} : { resource_id }),
    ...daysOf(start_date, end_date, allocation),
    ...(Number(quantity) === allocation.quantity ? {} : { quantity: Number(quantity) }),
  }
  if (Object.keys(changes).length === 0) return null
  const reason = values.reason.trim()
  return {
    id: allocation.id,
    ...changes,
    ...(values.allow_past ? { allow_past: true } : {}),
    ...(reason ? { reason } : {}),
  }
}

/** A booking of single days keeps its gaps as long as it keeps its length. */
const daysOf = (start_date: string, end_date: string, { dates, ...present }: Allocation) => {
  if (start_date === present.start_date && end_date === present.end_date) return {}
  const length = countDays(start_date, end_date)
  const lengthNow = countDays(present.start_date, present.end_date)
  if (length !== lengthNow) return { start_date, end_date, change_days: true }
  const hasGaps = present.booking_unit === "DAY" && dates.length < lengthNow
  if (!hasGaps) return { start_date, end_date }
  const shift = countDays(present.start_date, start_date) - 1
  return { dates: dates.map((date) => addDays(date, shift)) }
}

export type MovedField = "resource_id" | "dates" | "quantity"
const OF_RESOURCE = new Set(["resource_not_found", "resource_inactive"])

/** Beside which field a refusal belongs: what was changed and cannot be had; of several, the days. */
export const fieldOf = (error: unknown, asked: MoveInput): MovedField => {
  if (error instanceof Refusal && error.code && OF_RESOURCE.has(error.code)) return "resource_id"
  const { field } = error instanceof Refusal ? error.details : {}
  if (field === "quantity" || field === "resource_id") return field
  if (asked.start_date !== undefined || asked.dates !== undefined) return "dates"
  return asked.resource_id === undefined ? "quantity" : "resource_id"
}
