// A calendar of the bench's own, counted in days since 1970: what checks the plugin shares no code with it.
const MS_PER_DAY = 86_400_000

export const dayNumber = (date: string): number => {
  const ms = Date.parse(`${date}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new Error(`"${date}" is not a date`)
  return ms / MS_PER_DAY
}

export const dateOf = (day: number): string => new Date(day * MS_PER_DAY).toISOString().slice(0, 10)

export const plusDays = (date: string, days: number): string => dateOf(dayNumber(date) + days)
