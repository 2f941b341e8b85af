import { zodResolver } from "@hookform/resolvers/zod"
import { toast } from "@medusajs/ui"
import { useEffect } from "react"
import { useForm, useWatch } from "react-hook-form"
import { useMoveAllocation, useTriedMove } from "../../hooks/use-allocations"
import { useDebounced } from "../../hooks/use-debounced"
import { useWords } from "../../hooks/use-words"
import type { ListedAllocation } from "../../lib/types"
import { FormDrawer } from "../form-drawer"
import { RefusalAlert } from "../refusal-alert"
import { MoveFields } from "./move-fields"
import { MovePreview } from "./move-preview"
import { fieldOf, moveInputOf, moveSchema, moveValuesOf, type MovedField, type MoveValues } from "./move-schema"

type MoveFormProps = { allocation: ListedAllocation; onMoved: () => void }

/**
 * Other days, another resource, more or fewer units. Each change is tried on the server at once, so that what it would
 * cost, or why it is refused, is there before anything is moved. To stand in a drawer.
 */
export const MoveForm = ({ allocation, onMoved }: MoveFormProps) => {
  const { t } = useWords()
  const form = useForm<MoveValues>({ defaultValues: moveValuesOf(allocation), resolver: zodResolver(moveSchema(t)) })
  const asked = JSON.stringify(moveInputOf(useWatch({ control: form.control }) as MoveValues, allocation))
  const settled = useDebounced(asked)
  const input = moveInputOf(form.getValues(), allocation)
  const move = useMoveAllocation()
  // What is being done is not tried once more: done, it would be refused.
  const tried = useTriedMove(settled === asked ? input : null, { enabled: !move.isPending && !move.isSuccess })

  const { reset } = move
  useEffect(() => reset(), [asked, reset])

  const submit = form.handleSubmit(async () => {
    if (input === null) return void toast.info(t("bookings.move.nothing"))
    await move.mutateAsync(input).then(
      () => {
        toast.success(t("bookings.move.done"))
        onMoved()
      },
      () => undefined,
    )
  })
  const error = move.error ?? (move.isSuccess ? null : tried.error)
  const wrong = error && input ? fieldOf(error, input) : null
  const refusalOf = (field: MovedField) => (wrong === field ? <RefusalAlert error={error} /> : null)
  const isLooking = input !== null && (settled !== asked || tried.isFetching)
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("bookings.move.submit")} isBusy={move.isPending || isLooking}>
      <MoveFields form={form} allocation={allocation} refusalOf={refusalOf} />
      <MovePreview allocation={allocation} tried={error ? undefined : tried.data} isLooking={isLooking} />
    </FormDrawer>
  )
}
