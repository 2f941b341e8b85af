import { zodResolver } from "@hookform/resolvers/zod"
import { useRouteModal } from "@medusajs/dashboard/components"
import { toast } from "@medusajs/ui"
import { useEffect } from "react"
import { useForm, useWatch } from "react-hook-form"
import { useSearchParams } from "react-router-dom"
import { FormModal } from "../../../../components/form-modal"
import { useWords } from "../../../../hooks/use-words"
import { BulkCapacityFields } from "./bulk-capacity-fields"
import { BulkCapacityPreview } from "./bulk-capacity-preview"
import { bulkCapacityDefaults, bulkCapacitySchema, changesOf, type BulkCapacityValues } from "./bulk-capacity-schema"
import { canBeChanged, useBulkCapacity, type Planned } from "./use-bulk-capacity"

/** First a preview of what stands in the way, then the change: the button says which comes next. */
export const BulkCapacityForm = () => {
  const { t } = useWords()
  const { handleSuccess } = useRouteModal()
  const [params] = useSearchParams()
  const bulk = useBulkCapacity()
  const form = useForm<BulkCapacityValues>({
    defaultValues: bulkCapacityDefaults(params),
    resolver: zodResolver(bulkCapacitySchema(t)),
  })

  // A preview is of what was asked for then.
  const { forget } = bulk
  useEffect(() => form.subscribe({ formState: { values: true }, callback: forget }), [form, forget])

  // Also while it was being written the form may have changed: what was left then has to be looked at anew.
  const open = (values: BulkCapacityValues) => (isOf(values, bulk.plans) ? bulk.plans.filter(canBeChanged) : [])
  const { length: count } = open(useWatch({ control: form.control }) as BulkCapacityValues)
  const submit = form.handleSubmit(async (values) => {
    if (open(values).length === 0) return void bulk.preview(changesOf(values))
    const plans = await bulk.apply()
    if (plans.some(({ done }) => !done)) return
    const changed = plans.reduce((sum, { done }) => sum + (done?.changed ?? 0), 0)
    toast.success(t("resources.capacity.done", { count: changed }))
    form.reset(values)
    handleSuccess()
  })

  return (
    <FormModal
      form={form}
      onSubmit={submit}
      title={t("resources.capacity.title")}
      text={t("resources.capacity.text")}
      submit={count > 0 ? t("resources.capacity.apply", { count }) : t("resources.capacity.preview")}
      isBusy={bulk.isBusy}
    >
      <BulkCapacityFields form={form} />
      <BulkCapacityPreview plans={bulk.plans} isBusy={bulk.isBusy} />
    </FormModal>
  )
}

const isOf = (values: BulkCapacityValues, plans: Planned[]) =>
  JSON.stringify(changesOf(values)) === JSON.stringify(plans.map(({ change }) => change))
