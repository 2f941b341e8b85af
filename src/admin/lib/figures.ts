import { addDays, countDays, startOfWeek } from "./dates"
import type { CalendarDate, ConversionRow, LostDemand, UtilisationRow } from "./types"

/** A piece of a chart's axis: a day, or a week from its Monday, never beyond the range that is shown. */
export type Bucket = { key: CalendarDate; start: CalendarDate; end: CalendarDate }

/** More bars than days of a month cannot be told apart. */
const MOST_DAYS = 31

export const bucketsOf = (start: CalendarDate, end: CalendarDate): Bucket[] => {
  const width = countDays(start, end) > MOST_DAYS ? 7 : 1
  const buckets: Bucket[] = []
  for (let key = width === 7 ? startOfWeek(start) : start; key <= end; key = addDays(key, width)) {
    const last = addDays(key, width - 1)
    buckets.push({ key, start: key < start ? start : key, end: last > end ? end : last })
  }
  return buckets
}

const bucketOf = <Of extends Bucket>(buckets: Of[], date: CalendarDate): Of | undefined =>
  buckets.find(({ start, end }) => start <= date && date <= end)

/** The rows of the days that are still known in full. */
export const knownIn = <Row extends { date: CalendarDate }>(rows: Row[], complete_from: CalendarDate): Row[] =>
  rows.filter(({ date }) => date >= complete_from)

/** What became of holds. `ended` are those that are not still running: only they say how many became bookings. */
export type Outcome = Omit<ConversionRow, "date"> & { ended: number }
const NO_OUTCOME: Outcome = { placed: 0, confirmed: 0, released: 0, expired: 0, active: 0, ended: 0 }

const add = (sum: Outcome, { placed, confirmed, released, expired, active }: ConversionRow): Outcome => ({
  placed: sum.placed + placed,
  confirmed: sum.confirmed + confirmed,
  released: sum.released + released,
  expired: sum.expired + expired,
  active: sum.active + active,
  ended: sum.ended + confirmed + released + expired,
})

export const outcomeOf = (rows: ConversionRow[]): Outcome => rows.reduce(add, NO_OUTCOME)

export const outcomesBy = (rows: ConversionRow[], buckets: Bucket[]): (Bucket & Outcome)[] =>
  buckets.map((bucket) => ({
    ...bucket,
    ...outcomeOf(rows.filter(({ date }) => bucket.start <= date && date <= bucket.end)),
  }))

export const shareOf = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole)

/** Refused wishes by the day that was wanted; those of no day are in no bucket. */
export const demandBy = (demand: LostDemand[], buckets: Bucket[]): (Bucket & { count: number })[] => {
  const counted = buckets.map((bucket) => ({ ...bucket, count: 0 }))
  for (const { date, count } of demand) {
    const bucket = date === null ? undefined : bucketOf(counted, date)
    if (bucket) bucket.count += count
  }
  return counted
}

/** What was refused most: one row a resource and reason, the most wanted first. */
export const mostWanted = (demand: LostDemand[]): Pick<LostDemand, "resource_id" | "code" | "count">[] => {
  const sums = new Map<string, Pick<LostDemand, "resource_id" | "code" | "count">>()
  for (const { resource_id, code, count } of demand) {
    const key = `${resource_id} ${code}`
    sums.set(key, { resource_id, code, count: (sums.get(key)?.count ?? 0) + count })
  }
  return [...sums.values()].sort((a, b) => b.count - a.count)
}

/** In unit days: of what was on offer, what is booked and what is only held. */
export type Usage = Pick<UtilisationRow, "capacity" | "allocated" | "held">

export const usageOf = (rows: Usage[]): Usage =>
  rows.reduce<Usage>(
    (sum, { capacity, allocated, held }) => ({
      capacity: sum.capacity + capacity,
      allocated: sum.allocated + allocated,
      held: sum.held + held,
    }),
    { capacity: 0, allocated: 0, held: 0 },
  )

export type TypeUsage = { type: string; rows: UtilisationRow[] }

/** A report split by type, without what had nothing on offer. */
export const usagesOf = (rows: UtilisationRow[]): TypeUsage[] => {
  const types = [...new Set(rows.flatMap(({ type }) => type ?? []))].sort()
  return types
    .map((type) => ({ type, rows: rows.filter((row) => row.type === type) }))
    .filter((usage) => usageOf(usage.rows).capacity > 0)
}

/** A week with the utilisation of each type; null where a type had nothing on offer. */
export type WeekOfTypes = { week: CalendarDate; of: Record<string, number | null> }

export const weeksOfTypes = (usages: TypeUsage[]): WeekOfTypes[] => {
  const weeks = [...new Set(usages.flatMap(({ rows }) => rows.map(({ key }) => key)))].sort()
  return weeks.map((week) => ({
    week,
    of: Object.fromEntries(
      usages.map(({ type, rows }) => {
        const row = rows.find(({ key }) => key === week)
        return [type, row && row.capacity > 0 ? row.utilisation : null]
      }),
    ),
  }))
}
