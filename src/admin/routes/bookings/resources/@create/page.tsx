import { zodResolver } from "@hookform/resolvers/zod"
import { RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { FormModal } from "../../../../components/form-modal"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useCreateResource } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import { showFieldMistake } from "../../../../lib/form"
import { ResourceFields } from "../components/resource-fields"
import {
  NEW_RESOURCE,
  resourceFormSchema,
  resourceInputOf,
  type ResourceFormValues,
} from "../components/resource-form-schema"

const CreateResourceForm = () => {
  const { t } = useWords()
  const { handleSuccess } = useRouteModal()
  const create = useCreateResource()
  const form = useForm<ResourceFormValues>({
    defaultValues: NEW_RESOURCE,
    resolver: zodResolver(resourceFormSchema(t)),
  })
  const submit = form.handleSubmit((values) =>
    create.mutateAsync(resourceInputOf(values)).then(
      ({ resource }) => {
        toast.success(t("resources.created", { name: resource.name }))
        handleSuccess(`/bookings/resources/${resource.id}`)
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormModal
      form={form}
      onSubmit={submit}
      title={t("resources.create.title")}
      text={t("resources.create.text")}
      submit={t("common.create")}
      isBusy={create.isPending}
    >
      <ResourceFields form={form} isNew />
      <RefusalAlert error={create.error} />
    </FormModal>
  )
}

const CreateResourcePage = () => (
  <RouteFocusModal>
    <CreateResourceForm />
  </RouteFocusModal>
)

export default CreateResourcePage
