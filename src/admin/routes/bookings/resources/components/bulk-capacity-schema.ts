import { z } from "zod"
import type { Say } from "../../../../hooks/use-words"
import type { CapacityChange } from "../../../../hooks/use-capacity"
import { asNumber } from "../../../../lib/form"
import { countDays, isCalendarDate } from "../../../../lib/dates"

export const MOST_DATES = 366
const EVERY_DAY = [1, 2, 3, 4, 5, 6, 7]

/**
 * `set` is refused where more is taken than would be left; `clamp` keeps the wish there and shrinks the date as bookings
 * end; `close` is clamping to nothing.
 */
export const CAPACITY_ACTIONS = ["set", "clamp", "close"] as const
export type CapacityAction = (typeof CAPACITY_ACTIONS)[number]

export const bulkCapacitySchema = (t: Say) =>
  z
    .object({
      resources: z.array(z.string()).min(1, t("resources.capacity.chooseResource")),
      start: z.string().nullable(),
      end: z.string().nullable(),
      weekdays: z.array(z.number()).min(1, t("resources.capacity.chooseWeekday")),
      action: z.enum(CAPACITY_ACTIONS),
      units: z.string(),
    })
    .superRefine(({ start, end, action, units }, context) => {
      const wrong = (field: string, message: string) => context.addIssue({ code: "custom", path: [field], message })
      if (!isCalendarDate(start)) wrong("start", t("common.dateNeeded"))
      if (!isCalendarDate(end)) wrong("end", t("common.dateNeeded"))
      if (isCalendarDate(start) && isCalendarDate(end)) {
        if (end < start) wrong("end", t("common.endBeforeStart"))
        else if (countDays(start, end) > MOST_DATES) wrong("end", t("resources.capacity.tooLong", { most: MOST_DATES }))
      }
      const wanted = asNumber(units)
      if (action !== "close" && (wanted === null || !Number.isInteger(wanted) || wanted < 0)) {
        wrong("units", t("resources.form.wholeNumber", { least: 0, most: 1_000_000 }))
      }
    })
export type BulkCapacityValues = z.infer<ReturnType<typeof bulkCapacitySchema>>

export const bulkCapacityDefaults = (params: URLSearchParams): BulkCapacityValues => ({
  resources: params.get("resources")?.split(",").filter(Boolean) ?? [],
  start: params.get("start"),
  end: params.get("end"),
  weekdays: EVERY_DAY,
  action: "set",
  units: "",
})

/** One change a resource, as the API takes it. */
export const changesOf = ({ resources, start, end, weekdays, action, units }: BulkCapacityValues): CapacityChange[] =>
  resources.map((resource_id) => ({
    resource_id,
    start_date: start!,
    end_date: end!,
    max_capacity: action === "close" ? 0 : asNumber(units)!,
    ...(weekdays.length < EVERY_DAY.length ? { weekdays: [...weekdays].sort() } : {}),
    ...(action === "set" ? {} : { clamp: true }),
  }))
