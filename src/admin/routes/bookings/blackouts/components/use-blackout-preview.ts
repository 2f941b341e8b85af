import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { useDebounced } from "../../../../hooks/use-debounced"
import type { SavedBlackout } from "../../../../hooks/use-blackouts"
import { bookingApi } from "../../../../lib/api"
import { queryKeys } from "../../../../lib/query-keys"
import { blackoutInputOf, canBePreviewed, type BlackoutFormValues } from "./blackout-form-schema"

/** What stands on these dates, asked while the form is filled in: a dry run, which needs no reason yet. */
export const useBlackoutPreview = (values: BlackoutFormValues, { id, enabled }: { id?: string; enabled: boolean }) => {
  const { on_conflict: _later, reason: _any, public_note: _note, ...claim } = blackoutInputOf(values)
  const asked = useDebounced(JSON.stringify({ ...claim, reason: "…", dry_run: true }))
  return useQuery({
    queryKey: [...queryKeys.blackouts.all, "preview", id, asked],
    queryFn: () => bookingApi.post<SavedBlackout>(id ? `/blackouts/${id}` : "/blackouts", JSON.parse(asked)),
    enabled: enabled && canBePreviewed(values),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
}
