import { useTranslation } from "react-i18next"
import { isSignedOut, Refusal } from "../lib/refusal"
import { useWords, type WordKey } from "./use-words"

/** A refusal in the operator's language: what happened, what to do, and what the server itself said where that tells more. */
export type RefusalWords = { title: string; hint: string | null; said: string | null }

export const useRefusalWords = () => {
  const { t } = useWords()
  const { i18n } = useTranslation()
  return (error: unknown): RefusalWords => {
    if (!(error instanceof Refusal)) {
      return { title: t("refusals.no_answer.title"), hint: t("refusals.no_answer.hint"), said: null }
    }
    if (isSignedOut(error)) {
      return { title: t("refusals.signed_out.title"), hint: t("refusals.signed_out.hint"), said: null }
    }
    const key = `refusals.${error.code}`
    const isKnown = error.code !== undefined && i18n.exists(`${key}.title`, { ns: "resourceBooking" })
    if (!isKnown) return { title: t("refusals.other.title"), hint: null, said: error.message || null }
    return {
      title: t(`${key}.title` as WordKey),
      hint: t(`${key}.hint` as WordKey),
      said: SAYS_MORE.has(error.code) ? error.message : null,
    }
  }
}

/**
 * What only the server can tell: its sentence is shown as well, in its own English. The others' sentences are for who
 * calls the API ("send clamp …"), and the desk has said the same with buttons.
 */
const SAYS_MORE = new Set<string>([
  "invalid_data",
  "refused_by_rule",
  "hold_limit_exceeded",
  "booking_line_invalid",
  "duration_not_allowed",
])
