import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { BookedWith, CalendarDate, ListedAllocation } from "../lib/types"
import { LIVE } from "./live"

/** Of an order; `balance` is still to be paid, and negative where money is to be given back. */
export type OrderPayment = { status: string; currency_code: string; total: number; paid_total: number; balance: number }
export type RunSheetRow = ListedAllocation & { payment: OrderPayment | null; booked_with: BookedWith[] }
export type RunSheet = {
  date: CalendarDate
  departures: RunSheetRow[]
  returns: RunSheetRow[]
  in_use: RunSheetRow[]
}

export const useRunSheet = (query: { date?: CalendarDate; type?: string }) =>
  useQuery({
    queryKey: queryKeys.runSheet.list(query),
    queryFn: async ({ signal }) =>
      (await bookingApi.get<{ run_sheet: RunSheet }>("/run-sheet", query, signal)).run_sheet,
    placeholderData: keepPreviousData,
    ...LIVE,
  })
