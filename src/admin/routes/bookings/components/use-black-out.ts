import { zodResolver } from "@hookform/resolvers/zod"
import { useQueries } from "@tanstack/react-query"
import { useRef } from "react"
import { useForm, useWatch } from "react-hook-form"
import type { BlackoutInput, SavedBlackout } from "../../../hooks/use-blackouts"
import { useWords } from "../../../hooks/use-words"
import { useWrite } from "../../../hooks/use-write"
import { bookingApi } from "../../../lib/api"
import { DRY_RUNS } from "../../../lib/query-keys"
import type { BlackoutConflicts, CalendarDate } from "../../../lib/types"
import { hasConflicts } from "../blackouts/components/blackout-conflicts"
import {
  blackoutFormSchema,
  blackoutInputOf,
  canBePreviewed,
  newBlackout,
  type BlackoutFormValues,
} from "../blackouts/components/blackout-form-schema"

export type BlackOutCells = { resourceIds: string[]; start: CalendarDate | null; end: CalendarDate | null }

const save = (blackout: BlackoutInput) => bookingApi.post<SavedBlackout>("/blackouts", blackout)

/** One blackout a resource, with the same words: first what stands on their dates, then one after the other. */
export const useBlackOut = ({ resourceIds, start, end }: BlackOutCells, onSaved: () => void) => {
  const { t } = useWords()
  const form = useForm<BlackoutFormValues>({
    defaultValues: {
      ...newBlackout(new URLSearchParams()),
      resource_id: resourceIds[0] ?? "",
      start_date: start,
      end_date: end,
    },
    resolver: zodResolver(blackoutFormSchema(t)),
  })
  const values = useWatch({ control: form.control }) as BlackoutFormValues
  const { start_date, end_date } = values
  const { conflicts, error, isLooking } = useQueries({
    queries: resourceIds.map((resource_id) => ({
      queryKey: [...DRY_RUNS, "blackout", resource_id, start_date, end_date],
      queryFn: () => save({ resource_id, start_date: start_date!, end_date: end_date!, reason: "…", dry_run: true }),
      enabled: canBePreviewed(values),
      staleTime: 0,
      gcTime: 0,
    })),
    combine: (found) => ({
      conflicts: found.every(({ data }) => data) ? merged(found.map(({ data }) => data!.conflicts)) : undefined,
      isLooking: found.some(({ isFetching }) => isFetching),
      error: found.find(({ error }) => error)?.error ?? null,
    }),
  })

  // Sent again after a refusal, those that are closed already are not closed twice.
  const done = useRef(new Set<string>())
  const write = useWrite(async (blackout: Omit<BlackoutInput, "resource_id">) => {
    for (const resource_id of resourceIds) {
      if (done.current.has(resource_id)) continue
      await save({ ...blackout, resource_id })
      done.current.add(resource_id)
    }
  })
  const submit = form.handleSubmit(async (chosen) => {
    if (conflicts && hasConflicts(conflicts) && !chosen.on_conflict) {
      form.setError("on_conflict", { message: t("blackouts.form.choose") }, { shouldFocus: true })
      return
    }
    await write.mutateAsync(blackoutInputOf(chosen)).then(onSaved, () => undefined)
  })
  return { form, submit, conflicts, previewError: error, error: write.error, isBusy: write.isPending || isLooking }
}

const merged = (all: BlackoutConflicts[]): BlackoutConflicts => ({
  holds: all.flatMap(({ holds }) => holds),
  allocations: all.flatMap(({ allocations }) => allocations),
})
