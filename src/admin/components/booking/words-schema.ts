import { z } from "zod"
import type { Contact } from "../../hooks/use-allocations"
import type { Say } from "../../hooks/use-words"
import { asText, orNull } from "../../lib/form"
import type { Hold, ListedAllocation } from "../../lib/types"

export const wordsSchema = (t: Say) =>
  z.object({
    contact_name: z.string(),
    contact_phone: z.string(),
    contact_email: z.union([z.literal(""), z.email(t("bookings.form.email"))]),
    unit_label: z.string(),
    note: z.string(),
    of_all: z.boolean(),
  })
export type WordsValues = z.infer<ReturnType<typeof wordsSchema>>

type Worded = Pick<ListedAllocation, "contact_name" | "contact_phone" | "contact_email" | "unit_label" | "note">

export const wordsOf = (row: Worded): WordsValues => ({
  contact_name: asText(row.contact_name),
  contact_phone: asText(row.contact_phone),
  contact_email: asText(row.contact_email),
  unit_label: asText(row.unit_label),
  note: asText(row.note),
  of_all: true,
})

export const contactOf = ({ of_all: _, ...words }: WordsValues): Required<Contact> => ({
  contact_name: orNull(words.contact_name),
  contact_phone: orNull(words.contact_phone),
  contact_email: orNull(words.contact_email),
  unit_label: orNull(words.unit_label),
  note: orNull(words.note),
})

const SHARED = ["contact_name", "contact_phone", "contact_email"] as const

/**
 * What another part of the booking is still to be given: what was changed since the form opened and is not there yet.
 * Never its unit, and its note only where all had the same one.
 */
export const otherWords = (values: WordsValues, opened: Worded, there: Worded, isOneNote: boolean): Contact => {
  const words = contactOf(values)
  const fields = isOneNote ? ([...SHARED, "note"] as const) : SHARED
  return Object.fromEntries(
    fields
      .filter((field) => words[field] !== opened[field] && words[field] !== there[field])
      .map((field) => [field, words[field]]),
  )
}

/** What staff wrote down with a hold, as the booking will have it. */
export const wordsOfHold = ({ customer_email, metadata, ...hold }: Hold): Worded => ({
  contact_name: hold.contact_name,
  contact_phone: hold.contact_phone,
  contact_email: customer_email,
  unit_label: null,
  note: typeof metadata?.note === "string" ? metadata.note : null,
})
