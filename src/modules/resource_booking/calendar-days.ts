import type { DAL } from "@medusajs/framework/types"

type Row = Record<string, unknown>

const DAYS = ["date", "dates", "start_date", "end_date"]

const padded = (number: number, length = 2) => String(number).padStart(length, "0")

/** The driver reads a SQL date as midnight where the server stands: read there, it is the same day again. */
const asDay = (value: unknown): unknown =>
  value instanceof Date
    ? `${padded(value.getFullYear(), 4)}-${padded(value.getMonth() + 1)}-${padded(value.getDate())}`
    : Array.isArray(value)
      ? value.map(asDay)
      : value

const daysAsText = (row: Row): Row => {
  for (const field of DAYS) {
    if (field in row) row[field] = asDay(row[field])
  }
  return row
}

/**
 * A module's repository whose rows have calendar days as text. All generated methods hand out what it serializes, and
 * with them Query: as instants, days would go into JSON in UTC, east of it one day early.
 */
export const withCalendarDays = (repository: DAL.RepositoryService): DAL.RepositoryService => {
  const serialize = async (data: unknown, options?: unknown) => {
    const rows = await repository.serialize<Row | Row[]>(data, options)
    return Array.isArray(rows) ? rows.map(daysAsText) : daysAsText(rows)
  }
  return Object.assign(Object.create(repository) as DAL.RepositoryService, { serialize })
}
