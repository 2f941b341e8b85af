import { zodResolver } from "@hookform/resolvers/zod"
import { KeyboundForm, RouteDrawer, useRouteModal } from "@medusajs/dashboard/components"
import { Button, toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { StaleEditAlert } from "../../../../../components/stale-edit-alert"
import { useBase } from "../../../../../hooks/use-base"
import { useUpdateResource } from "../../../../../hooks/use-resources"
import { useWords } from "../../../../../hooks/use-words"
import { showFieldMistake } from "../../../../../lib/form"
import type { Resource } from "../../../../../lib/types"
import { ResourceFields } from "../../components/resource-fields"
import {
  formValuesOf,
  resourceFormSchema,
  resourceInputOf,
  type ResourceFormValues,
} from "../../components/resource-form-schema"

export const EditResourceForm = ({ resource }: { resource: Resource }) => {
  const { t } = useWords()
  const { handleSuccess } = useRouteModal()
  const base = useBase(resource)
  const update = useUpdateResource(resource.id)
  const form = useForm<ResourceFormValues>({
    defaultValues: formValuesOf(base.seen),
    resolver: zodResolver(resourceFormSchema(t)),
  })
  const submit = form.handleSubmit((values) =>
    update.mutateAsync({ ...resourceInputOf(values), expected_updated_at: base.seen.updated_at }).then(
      ({ resource: { name } }) => {
        toast.success(t("resources.saved", { name }))
        handleSuccess()
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <RouteDrawer.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex flex-1 flex-col overflow-hidden">
        <RouteDrawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
          <ResourceFields form={form} />
          <StaleEditAlert
            error={update.error}
            base={base}
            onDiscard={(present) => {
              form.reset(formValuesOf(present))
              update.reset()
            }}
            onKeep={() => update.reset()}
          />
        </RouteDrawer.Body>
        <RouteDrawer.Footer>
          <RouteDrawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteDrawer.Close>
          <Button size="small" type="submit" isLoading={update.isPending}>
            {t("common.save")}
          </Button>
        </RouteDrawer.Footer>
      </KeyboundForm>
    </RouteDrawer.Form>
  )
}
