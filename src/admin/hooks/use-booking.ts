import { useAllocations } from "./use-allocations"
import { useHolds } from "./use-holds"

const MOST = 200

/** All that one customer got together: what is booked, what is still held or was, and what a move has replaced. */
export const useBooking = (bookingId: string) => {
  const query = { booking_id: bookingId, limit: MOST, order: "start_date" }
  const allocations = useAllocations(query, { isLive: true })
  const holds = useHolds(query, { isLive: true })
  const error = allocations.error ?? holds.error
  const isThere = allocations.data !== undefined && holds.data !== undefined
  return {
    data: isThere
      ? {
          live: allocations.data.allocations.filter(({ cancelled_at }) => !cancelled_at),
          over: allocations.data.allocations.filter(({ cancelled_at }) => cancelled_at),
          /** A hold that was booked stands as its booking. */
          holds: holds.data.holds.filter(({ status }) => status !== "CONFIRMED"),
          now: holds.data.now,
          readAt: holds.dataUpdatedAt,
        }
      : undefined,
    error,
    isError: error !== null,
    dataUpdatedAt: Math.min(allocations.dataUpdatedAt, holds.dataUpdatedAt),
    refetch: () => Promise.all([allocations.refetch(), holds.refetch()]),
  }
}
export type Booking = NonNullable<ReturnType<typeof useBooking>["data"]>
