import { useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, Day } from "../lib/types"

/** All about one date of a resource: what stands on it, why it is closed, what was done to it. */
export const useDay = (
  resourceId: string,
  date: CalendarDate,
  { refetchInterval }: { refetchInterval?: number } = {},
) =>
  useQuery({
    queryKey: queryKeys.capacity.detail(resourceId, { date }),
    queryFn: ({ signal }) => bookingApi.get<Day>(`/resources/${resourceId}/dates/${date}`, {}, signal),
    refetchInterval,
    refetchOnWindowFocus: "always",
  })
