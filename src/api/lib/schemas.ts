import { z } from "@medusajs/framework/zod"
import { isCalendarDate } from "../../modules/resource_booking/domain/calendar-date"
import { LONGEST_RANGE_DAYS } from "../../modules/resource_booking/domain/claim-items"

const DEEPEST_METADATA = 20

// PostgreSQL stores neither a NUL character nor half of a surrogate pair, in text or in JSON.
const UNSTORABLE = /[\0\p{Surrogate}]/u

/** Text of a request, trimmed; blank counts as missing. Lengths are in characters. */
export const text = (longest: number) =>
  z
    .string("must be text")
    .trim()
    .min(1, "must not be empty")
    .max(longest, `must not be longer than ${longest} characters`)
    .refine((value) => !UNSTORABLE.test(value), "must not contain NUL or broken characters")

export const id = text(255)

export const email = text(254).pipe(z.email("must be an e-mail address")).meta({ format: "email" })

/** A day that exists. Claims and ranges have their form checked by the module, which names the rule in its own words. */
export const calendarDate = z
  .string("must be a day of the form YYYY-MM-DD")
  .refine(isCalendarDate, "must be a day of the form YYYY-MM-DD")
  .meta({ format: "date" })

/** A moment as our replies write it; any offset is understood. PostgreSQL reads fewer years and offsets than ISO has. */
export const instant = z.iso
  .datetime({ offset: true, error: "must be a moment such as 2027-01-31T09:30:00.000Z" })
  .transform((value) => new Date(value))
  .refine((moment) => moment.getTime() >= 0 && moment.getUTCFullYear() <= 9999, "must lie between 1970 and 9999")
  .transform((moment) => moment.toISOString())

/** Of an edit: refused where the row has changed since. */
export const expectedUpdatedAt = instant.describe(
  "The `updated_at` you have read; 409 `stale_edit` if somebody was faster.",
)

/** Of a list of claims or blackouts. */
export const touching = {
  start_date: calendarDate.optional().describe("Only what touches `start_date` to `end_date`; either may be left out."),
  end_date: calendarDate.optional(),
}

export const wholeNumber = (least: number, most: number) =>
  z
    .number("must be a number")
    .int("must be a whole number")
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`)

/** JSON that PostgreSQL can keep. Walked without recursion: a body may be nested deeper than a stack. */
const isStorable = (value: unknown): boolean => {
  let level: unknown[] = [value]
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST_METADATA || level.some((item) => typeof item === "string" && UNSTORABLE.test(item))) {
      return false
    }
    level = level.flatMap((item): unknown[] => {
      if (Array.isArray(item)) return item as unknown[]
      return typeof item === "object" && item !== null ? Object.entries(item).flat() : []
    })
  }
  return true
}

export const metadata = (mostBytes: number) =>
  z
    .custom<Record<string, unknown>>(
      (value) => typeof value === "object" && value !== null && !Array.isArray(value),
      "must be an object",
    )
    .refine(isStorable, {
      error: `must not be nested deeper than ${DEEPEST_METADATA} levels or contain NUL or broken characters`,
      abort: true,
    })
    .refine((value) => Buffer.byteLength(JSON.stringify(value)) <= mostBytes, `must not exceed ${mostBytes} bytes`)
    .meta({ type: "object", description: `At most ${mostBytes} bytes as JSON.` })

/** `true` and `false` of a query string. */
export const flag = z.enum(["true", "false"], "must be true or false").transform((value) => value === "true")

const claimedDay = z.string().meta({ format: "date" })
const units = (description: string) => ({ type: "integer", minimum: 1, description })

/** The claim of one item: dates or a range of them, both checked by the module. */
export const claim = {
  resource_id: id,
  dates: z
    .array(claimedDay)
    .max(LONGEST_RANGE_DAYS, `must not name more than ${LONGEST_RANGE_DAYS} days`)
    .optional()
    .describe("The days to claim, instead of `start_date` and `end_date`."),
  start_date: claimedDay.optional(),
  end_date: claimedDay
    .optional()
    .describe("The last day, included; of a resource booked by the night, the day of departure."),
  quantity: z.number("must be a number").default(1).meta(units("Units on each of the days.")),
}

/** The claim's place in a body that may hold several in `items` instead. */
export const optionalQuantity = z
  .number("must be a number")
  .optional()
  .meta(units("Units on each of the days; 1 where it is left out."))

export const items = z
  .array(z.strictObject(claim))
  .min(1, "must name at least one claim")
  .max(1000)
  .optional()
  .describe("Several claims, held or booked all or none; instead of the fields of one.")

export const bodyToken = z
  .string("must be text")
  .optional()
  .describe("What the `Idempotency-Key` header says, for clients that cannot send one.")

const blankable = (longest: number) =>
  z
    .string("must be text")
    .trim()
    .max(longest, `must not be longer than ${longest} characters`)
    .refine((value) => !UNSTORABLE.test(value), "must not contain NUL or broken characters")

/** Text that may be taken away again: null and blank mean none. */
export const prose = (longest: number) =>
  blankable(longest)
    .transform((value) => value || null)
    .nullable()

/** The `q` of a list; blank searches for nothing. */
export const searchText = blankable(255).transform((value) => value || undefined)

/** A type is kept in upper case. The module says what else it must be. */
export const resourceType = text(64).transform((value) => value.toUpperCase())

/** A filter of a query string that may be given several times. */
export const oneOrMany = <Item extends z.ZodType>(item: Item) =>
  z.preprocess(
    (value): unknown[] => (Array.isArray(value) ? (value as unknown[]) : [value]),
    z.array(item).max(100, "must not be given more than 100 times"),
  )
