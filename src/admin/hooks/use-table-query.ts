import { useSearchParams } from "react-router-dom"
import type { Query } from "../lib/api"

export const PAGE_SIZE = 20

/**
 * What the dashboard's `DataTable` has put into the address, as the query of one of our lists: search, order, offset and
 * the filters named, which it writes as JSON.
 */
export const useTableQuery = (filters: readonly string[], pageSize = PAGE_SIZE): Query => {
  const [params] = useSearchParams()
  return {
    limit: pageSize,
    offset: params.get("offset"),
    q: params.get("q"),
    order: params.get("order"),
    ...Object.fromEntries(filters.map((filter) => [filter, read(params.get(filter))])),
  }
}

/** Written by hand, a filter may be plain text as well. */
const read = (value: string | null): string | string[] | null => {
  if (value === null) return null
  try {
    const parsed = JSON.parse(value) as unknown
    return Array.isArray(parsed) ? parsed.map(String) : String(parsed)
  } catch {
    return value
  }
}
