import { useMemo } from "react"
import { useWords } from "../../../../hooks/use-words"
import { weekdayOf } from "../../../../lib/dates"
import type { CalendarDate } from "../../../../lib/types"

export type Column = {
  date: CalendarDate
  /** For who hears the page. */
  name: string
  weekday: string
  day: number
  isWeekend: boolean
  /** Said above the first column and where a month begins. */
  month: string | null
}

/** What the head and every cell say of their date, found once for all rows. */
export const useColumns = (dates: CalendarDate[]): Column[] => {
  const { date: say, weekdays, locale } = useWords()
  return useMemo(() => {
    const names = weekdays("short")
    return dates.map((date, index) => {
      const weekday = weekdayOf(date)
      const isFirst = date.endsWith("-01")
      return {
        date,
        name: say(date, "long"),
        weekday: names[weekday - 1]!,
        day: Number(date.slice(8)),
        isWeekend: weekday > 5,
        // Of a month that ends in a few columns the next one's name needs the room.
        month:
          isFirst || (index === 0 && !dates.slice(1, 4).some((each) => each.endsWith("-01")))
            ? say(date, "month")
            : null,
      }
    })
    // The words change with the language and with nothing else.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [dates, locale])
}
