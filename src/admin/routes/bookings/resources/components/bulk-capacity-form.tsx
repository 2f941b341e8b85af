import { zodResolver } from "@hookform/resolvers/zod"
import { KeyboundForm, RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { Button, Heading, Text, toast } from "@medusajs/ui"
import { useEffect } from "react"
import { useForm } from "react-hook-form"
import { useSearchParams } from "react-router-dom"
import { useWords } from "../../../../hooks/use-words"
import { BulkCapacityFields } from "./bulk-capacity-fields"
import { BulkCapacityPreview } from "./bulk-capacity-preview"
import { bulkCapacityDefaults, bulkCapacitySchema, changesOf, type BulkCapacityValues } from "./bulk-capacity-schema"
import { useBulkCapacity } from "./use-bulk-capacity"

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

  const isPreviewed = bulk.plans.length > 0 && bulk.plans.every(({ preview, error }) => preview ?? error)
  const open = bulk.plans.filter(({ done, preview }) => !done && preview)
  const submit = form.handleSubmit(async (values) => {
    if (!isPreviewed || open.length === 0) return void (await bulk.preview(changesOf(values)))
    const plans = await bulk.apply()
    if (plans.some(({ done }) => !done)) return
    const changed = plans.reduce((sum, { done }) => sum + (done?.changed ?? 0), 0)
    toast.success(t("resources.capacity.done", { count: changed }))
    form.reset(values)
    handleSuccess()
  })

  return (
    <RouteFocusModal.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex size-full flex-col overflow-hidden">
        <RouteFocusModal.Header />
        <RouteFocusModal.Body className="flex flex-1 flex-col items-center overflow-auto px-4 py-8 sm:py-16">
          <div className="flex w-full max-w-[720px] flex-col gap-y-8">
            <div>
              <RouteFocusModal.Title asChild>
                <Heading>{t("resources.capacity.title")}</Heading>
              </RouteFocusModal.Title>
              <RouteFocusModal.Description asChild>
                <Text size="small" className="text-ui-fg-subtle">
                  {t("resources.capacity.text")}
                </Text>
              </RouteFocusModal.Description>
            </div>
            <BulkCapacityFields form={form} />
            <BulkCapacityPreview plans={bulk.plans} isBusy={bulk.isBusy} />
          </div>
        </RouteFocusModal.Body>
        <RouteFocusModal.Footer>
          <RouteFocusModal.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteFocusModal.Close>
          <Button size="small" type="submit" isLoading={bulk.isBusy}>
            {isPreviewed && open.length > 0
              ? t("resources.capacity.apply", { count: open.length })
              : t("resources.capacity.preview")}
          </Button>
        </RouteFocusModal.Footer>
      </KeyboundForm>
    </RouteFocusModal.Form>
  )
}
