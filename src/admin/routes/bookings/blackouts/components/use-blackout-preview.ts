import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useDebounced } from "../../../../hooks/use-debounced"
import type { SavedBlackout } from "../../../../hooks/use-blackouts"
import { bookingApi } from "../../../../lib/api"
import { DRY_RUNS } from "../../../../lib/query-keys"
import { blackoutInputOf, canBePreviewed, type BlackoutFormValues } from "./blackout-form-schema"

/**
 * What stands on these dates, asked while the form is filled in: a dry run, which needs no reason yet. `isLooking` as
 * long as what is shown may be of other dates.
 */
export const useBlackoutPreview = (values: BlackoutFormValues, { id, enabled }: { id?: string; enabled: boolean }) => {
  const { on_conflict: _later, reason: _any, public_note: _note, ...claim } = blackoutInputOf(values)
  const wanted = JSON.stringify({ ...claim, reason: "…", dry_run: true })
  const asked = useDebounced(wanted)
  const isAsking = enabled && canBePreviewed(values)
  const { data, error, isFetching } = useQuery({
    queryKey: [...DRY_RUNS, "blackout", id, asked],
    queryFn: () => bookingApi.post<SavedBlackout>(id ? `/blackouts/${id}` : "/blackouts", JSON.parse(asked)),
    enabled: isAsking,
    placeholderData: keepPreviousData,
    staleTime: 0,
    gcTime: 0,
  })
  return { conflicts: data?.conflicts, error, isLooking: isAsking && (wanted !== asked || isFetching) }
}
