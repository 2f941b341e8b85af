import { useWords } from "./use-words"

/** Why a booking was cancelled: what a machine has written in the operator's language, what a person wrote as it is. */
export const useCancelWords = () => {
  const { t } = useWords()
  const ours: Record<string, string> = {
    replaced: t("bookings.detail.replaced"),
    "order cancelled": t("bookings.cancelled.order"),
    "order deleted": t("bookings.cancelled.deleted"),
    "line removed": t("bookings.cancelled.line"),
  }
  return (reason: string | null): string | null => (reason === null ? null : (ours[reason] ?? reason))
}
