import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, Conversion, Instant, LostDemand, UtilisationRow } from "../lib/types"

const useReport = <Answer>(name: string, query: Query) =>
  useQuery({
    queryKey: queryKeys.reports.detail(name, query),
    queryFn: ({ signal }) => bookingApi.get<Answer>(`/reports/${name}`, query, signal),
    placeholderData: keepPreviousData,
  })

type Range = { start_date: CalendarDate; end_date: CalendarDate }

/** With `split` a row for each type and week, month or resource. */
type UtilisationQuery = Range & { type?: string; by?: "week" | "month" | "resource"; split?: "type" }

export const useUtilisation = (query: UtilisationQuery) =>
  useReport<{ utilisation: UtilisationRow[] } & Range>("utilisation", query)

/** Days before `complete_from` tell of what was booked only, and would make any share of it look good. */
export const useConversion = (query: { from: CalendarDate; to: CalendarDate }) =>
  useReport<Conversion & { from: CalendarDate; to: CalendarDate }>("conversion", query)

export const useLostDemand = (query: Partial<Range> & { resource_id?: string; from?: Instant; to?: Instant }) =>
  useReport<{ demand: LostDemand[] }>("demand", query)
