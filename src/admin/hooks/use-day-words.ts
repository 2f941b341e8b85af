import { takenOf } from "../lib/claims"
import type { CalendarDay } from "../lib/types"
import { useWords } from "./use-words"

/** A date of a calendar in one sentence, for who hears the page instead of seeing its colours. */
export const useDayWords = () => {
  const { t, date } = useWords()
  /** `name` is the date in words, for who has it at hand: finding them takes longer than all the rest. */
  return (day: CalendarDay, name = date(day.date, "long")): string =>
    [
      name,
      day.max_capacity === null
        ? t("common.day.notOpen")
        : t("common.takenOf", { taken: takenOf(day), capacity: day.max_capacity }),
      day.overcommitted ? t("common.day.overcommitted") : null,
      ...day.blackouts.map(({ reason }) => t("common.day.closedBy", { reason })),
    ]
      .filter(Boolean)
      .join(", ")
}
