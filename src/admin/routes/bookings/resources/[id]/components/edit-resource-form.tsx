import { zodResolver } from "@hookform/resolvers/zod"
import { useRouteModal } from "@medusajs/dashboard/components"
import { toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { FormDrawer } from "../../../../../components/form-drawer"
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
    <FormDrawer form={form} onSubmit={submit} submit={t("common.save")} isBusy={update.isPending}>
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
    </FormDrawer>
  )
}
