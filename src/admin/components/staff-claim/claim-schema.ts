import { z } from "zod"
import type { StaffBookingInput } from "../../hooks/use-allocations"
import type { StaffHoldInput } from "../../hooks/use-holds"
import type { Say } from "../../hooks/use-words"
import { orNull } from "../../lib/form"
import type { CalendarDate } from "../../lib/types"

/** What staff do: book at once, or keep the dates for somebody who is still thinking. */
export type ClaimKind = "booking" | "hold"

/** With what the form opens, such as the cells chosen in the calendar. */
export type ClaimStart = {
  resource_ids?: string[]
  start_date?: CalendarDate | null
  end_date?: CalendarDate | null
  quantity?: number
}

export const LONGEST_HOLD_MINUTES = 7 * 24 * 60
const isWhole = (text: string, most: number) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most

export const claimSchema = (t: Say) =>
  z
    .object({
      items: z.array(
        z.object({
          resource_id: z.string().min(1, t("bookings.form.resourceNeeded")),
          quantity: z.string().refine((text) => isWhole(text, 1_000_000), t("bookings.form.wholeNumber")),
        }),
      ),
      start_date: z.string().nullable(),
      end_date: z.string().nullable(),
      allow_past: z.boolean(),
      ttl_minutes: z.string(),
      contact_name: z.string(),
      contact_phone: z.string(),
      contact_email: z.union([z.literal(""), z.email(t("bookings.form.email"))]),
      note: z.string(),
    })
    .superRefine(({ items, start_date, end_date }, context) => {
      const say = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message })
      if (!start_date) say(["start_date"], t("common.dateNeeded"))
      if (!end_date) say(["end_date"], t("common.dateNeeded"))
      if (start_date && end_date && end_date < start_date) say(["end_date"], t("common.endBeforeStart"))
      items.forEach(({ resource_id }, index) => {
        const isTwice = items.findIndex((other) => other.resource_id === resource_id) < index
        if (resource_id && isTwice) say(["items", index, "resource_id"], t("bookings.form.twice"))
      })
    })
export type ClaimValues = z.infer<ReturnType<typeof claimSchema>>

export const claimDefaults = ({ resource_ids = [], start_date, end_date, quantity = 1 }: ClaimStart): ClaimValues => ({
  items: (resource_ids.length > 0 ? resource_ids : [""]).map((resource_id) => ({
    resource_id,
    quantity: String(quantity),
  })),
  start_date: start_date ?? null,
  end_date: end_date ?? start_date ?? null,
  allow_past: false,
  ttl_minutes: "",
  contact_name: "",
  contact_phone: "",
  contact_email: "",
  note: "",
})

const itemsOf = ({ items, start_date, end_date }: ClaimValues) =>
  items.map(({ resource_id, quantity }) => ({
    resource_id,
    quantity: Number(quantity),
    start_date: start_date!,
    end_date: end_date!,
  }))

export const bookingInputOf = (values: ClaimValues, idempotency_token: string): StaffBookingInput => ({
  items: itemsOf(values),
  contact_name: orNull(values.contact_name),
  contact_phone: orNull(values.contact_phone),
  contact_email: orNull(values.contact_email),
  note: orNull(values.note),
  ...(values.allow_past ? { allow_past: true } : {}),
  idempotency_token,
})

/** A hold has no contact of its own but an e-mail: the rest is kept in its metadata until it is booked. */
export const holdInputOf = (values: ClaimValues, idempotency_token: string): StaffHoldInput => {
  const metadata = Object.fromEntries(
    (["contact_name", "contact_phone", "note"] as const).flatMap((field) => {
      const value = orNull(values[field])
      return value === null ? [] : [[field, value]]
    }),
  )
  const email = orNull(values.contact_email)
  return {
    items: itemsOf(values),
    ...(email ? { customer_email: email } : {}),
    ...(values.ttl_minutes ? { ttl_minutes: Number(values.ttl_minutes) } : {}),
    ...(Object.keys(metadata).length > 0 ? { metadata } : {}),
    idempotency_token,
  }
}
