import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, ListedAllocation } from "../lib/types"

export type RunSheet = {
  date: CalendarDate
  departures: ListedAllocation[]
  returns: ListedAllocation[]
  in_use: ListedAllocation[]
}

export const useRunSheet = (query: { date: CalendarDate; type?: string }) =>
  useQuery({
    queryKey: queryKeys.runSheet.list(query),
    queryFn: async ({ signal }) =>
      (await bookingApi.get<{ run_sheet: RunSheet }>("/run-sheet", query, signal)).run_sheet,
    placeholderData: keepPreviousData,
  })
