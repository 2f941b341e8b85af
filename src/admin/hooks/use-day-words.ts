import { takenOf } from "../lib/claims"
import type { CalendarDay } from "../lib/types"
import { useWords } from "./use-words"

/** A date of a calendar in one sentence, for who hears the page instead of seeing its colours. */
export const useDayWords = () => {
  const { t, date } = useWords()
  return (day: CalendarDay): string =>
    [
      date(day.date, "long"),
      day.max_capacity === null
        ? t("common.day.notOpen")
        : t("common.takenOf", { taken: takenOf(day), capacity: day.max_capacity }),
      day.overcommitted ? t("common.day.overcommitted") : null,
      ...day.blackouts.map(({ reason }) => t("common.day.closedBy", { reason })),
    ]
      .filter(Boolean)
      .join(", ")
}
