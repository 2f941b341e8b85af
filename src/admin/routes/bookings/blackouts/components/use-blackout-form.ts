import { zodResolver } from "@hookform/resolvers/zod"
import { toast } from "@medusajs/ui"
import { useEffect } from "react"
import { useForm, useWatch } from "react-hook-form"
import { useSaveBlackout, type SavedBlackout } from "../../../../hooks/use-blackouts"
import { useWords } from "../../../../hooks/use-words"
import { showFieldMistake } from "../../../../lib/form"
import type { Instant } from "../../../../lib/types"
import { hasConflicts } from "./blackout-conflicts"
import {
  blackoutFormSchema,
  blackoutInputOf,
  claimOf,
  isOfSameDates,
  type BlackoutFormValues,
} from "./blackout-form-schema"
import { useBlackoutPreview } from "./use-blackout-preview"

type Edited = { id: string; expected_updated_at: Instant }

/** A blackout is saved only after its conflicts were shown and, where there are any, a choice was made about them. */
export const useBlackoutForm = (
  /** What the form begins with; of one that is edited what was seen of it last. */
  seen: BlackoutFormValues,
  onSaved: (saved: SavedBlackout) => void,
  edited?: Edited,
) => {
  const { t } = useWords()
  const save = useSaveBlackout(edited?.id)
  const form = useForm<BlackoutFormValues>({ defaultValues: seen, resolver: zodResolver(blackoutFormSchema(t)) })
  const values = useWatch({ control: form.control }) as BlackoutFormValues
  // What stands under it already was chosen about when it was closed: only other dates ask anew.
  const isWhereItWas = edited !== undefined && isOfSameDates(values, seen)
  const preview = useBlackoutPreview(values, { id: edited?.id, enabled: !isWhereItWas })
  const conflicts = isWhereItWas ? undefined : preview.conflicts
  // A choice is about who stood on those dates: others ask anew.
  const claim = claimOf(values)
  useEffect(() => form.setValue("on_conflict", null), [form, claim])

  const submit = form.handleSubmit(async (chosen) => {
    if (conflicts && hasConflicts(conflicts) && !chosen.on_conflict) {
      form.setError("on_conflict", { message: t("blackouts.form.choose") }, { shouldFocus: true })
      return
    }
    const expected = edited ? { expected_updated_at: edited.expected_updated_at } : {}
    const input = blackoutInputOf(isWhereItWas ? { ...chosen, on_conflict: "keep" } : chosen)
    await save.mutateAsync({ ...input, ...expected }).then(
      (saved) => {
        toast.success(
          saved.released_holds?.length
            ? t("blackouts.savedAndReleased", { count: saved.released_holds.length })
            : t("blackouts.saved"),
        )
        onSaved(saved)
      },
      (error: unknown) => void showFieldMistake(error, form),
    )
  })
  return { form, save, submit, preview, conflicts, isBusy: save.isPending || preview.isLooking }
}
