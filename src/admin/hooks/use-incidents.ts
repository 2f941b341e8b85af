import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { Incident, Page } from "../lib/types"
import { LIVE } from "./live"
import { useWrite } from "./use-write"

export const useIncidents = (query: Query = {}) =>
  useQuery({
    queryKey: queryKeys.incidents.list(query),
    queryFn: ({ signal }) => bookingApi.get<Page & { incidents: Incident[] }>("/incidents", query, signal),
    placeholderData: keepPreviousData,
    ...LIVE,
  })

export const useResolveIncident = () =>
  useWrite(({ id, note }: { id: string; note?: string }) =>
    bookingApi.post<{ incident: Incident }>(`/incidents/${id}/resolve`, note ? { note } : {}),
  )
