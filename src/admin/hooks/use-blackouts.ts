import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type {
  Blackout,
  BlackoutConflicts,
  CalendarDate,
  Instant,
  ListedBlackout,
  OnConflict,
  Page,
  ReleasedHold,
} from "../lib/types"
import { useWrite } from "./use-write"

export const useBlackouts = (query: Query = {}) =>
  useQuery({
    queryKey: queryKeys.blackouts.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { blackouts: ListedBlackout[] }>("/blackouts", query, signal),
    placeholderData: keepPreviousData,
  })

export const useBlackout = (id: string | undefined) =>
  useQuery({
    queryKey: queryKeys.blackouts.detail(id ?? ""),
    queryFn: async ({ signal }) =>
      (await bookingApi.get<{ blackout: Blackout }>(`/blackouts/${id}`, {}, signal)).blackout,
    enabled: Boolean(id),
  })

/** Of one resource, of a type, or with neither of everything. */
export type BlackoutInput = {
  resource_id?: string | null
  resource_type?: string | null
  start_date: CalendarDate
  end_date: CalendarDate
  reason: string
  public_note?: string | null
  on_conflict?: OnConflict
  dry_run?: boolean
  expected_updated_at?: Instant
}
/** Of a dry run there is no `blackout`. */
export type SavedBlackout = {
  blackout?: Blackout
  dry_run?: boolean
  conflicts: BlackoutConflicts
  released_holds?: ReleasedHold[]
  now: Instant
}

/** Without an id a new one. */
export const useSaveBlackout = (id?: string) =>
  useWrite((blackout: BlackoutInput) =>
    bookingApi.post<SavedBlackout>(id ? `/blackouts/${id}` : "/blackouts", blackout),
  )

export const useDeleteBlackout = () => useWrite((id: string) => bookingApi.delete(`/blackouts/${id}`))
