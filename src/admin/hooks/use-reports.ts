import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, ConversionRow, Instant, LostDemand, UtilisationRow } from "../lib/types"

const useReport = <Answer>(name: string, query: Query) =>
  useQuery({
    queryKey: queryKeys.reports.detail(name, query),
    queryFn: ({ signal }) => bookingApi.get<Answer>(`/reports/${name}`, query, signal),
    placeholderData: keepPreviousData,
  })

type Range = { start_date: CalendarDate; end_date: CalendarDate }

export const useUtilisation = (query: Range & { type?: string; by?: "week" | "month" | "resource" }) =>
  useReport<{ utilisation: UtilisationRow[] } & Range>("utilisation", query)

type Utilisation = { utilisation: UtilisationRow[] }

/** One report a type, all at once; there when all of them are. */
export const useUtilisationByType = (types: string[], range: Range) =>
  useQueries({
    queries: types.map((type) => {
      const query = { ...range, type, by: "week" }
      return {
        queryKey: queryKeys.reports.detail("utilisation", query),
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          bookingApi.get<Utilisation>("/reports/utilisation", query, signal),
      }
    }),
    combine: (answers: UseQueryResult<Utilisation>[]) => ({
      data: answers.every(({ data }) => data)
        ? answers.map(({ data }, index) => ({ type: types[index]!, rows: data!.utilisation }))
        : undefined,
      error: answers.find(({ error }) => error)?.error ?? null,
      isError: answers.some(({ isError }) => isError),
      refetch: () => Promise.all(answers.map(({ refetch }) => refetch())),
    }),
  })

export const useConversion = (query: { from: CalendarDate; to: CalendarDate }) =>
  useReport<{ conversion: ConversionRow[]; from: CalendarDate; to: CalendarDate }>("conversion", query)

export const useLostDemand = (query: Partial<Range> & { resource_id?: string; from?: Instant; to?: Instant }) =>
  useReport<{ demand: LostDemand[] }>("demand", query)
