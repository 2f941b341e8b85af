import type { FieldValues, Path, UseFormReturn } from "react-hook-form"
import { Refusal } from "./refusal"

/**
 * Puts what the server says of a field beside that field. True where it found its place, so that the form need not say
 * it once more as a whole.
 */
export const showFieldMistake = <Values extends FieldValues>(error: unknown, form: UseFormReturn<Values>): boolean => {
  if (!(error instanceof Refusal) || error.code !== "invalid_data") return false
  const { field } = error.details
  if (field === undefined || !(field in form.getValues())) return false
  form.setError(field as Path<Values>, { type: "server", message: error.message }, { shouldFocus: true })
  return true
}

/** What a number field holds while it is typed: text, and nothing for "none". */
export const asNumber = (text: string): number | null => (text.trim() === "" ? null : Number(text))
export const asText = (value: string | number | null | undefined): string =>
  value === null || value === undefined ? "" : String(value)
/** A text that may be left empty. */
export const orNull = (text: string): string | null => text.trim() || null
