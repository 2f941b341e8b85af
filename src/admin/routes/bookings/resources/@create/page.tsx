import { zodResolver } from "@hookform/resolvers/zod"
import { KeyboundForm, RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { Button, Heading, Text, toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
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
    <RouteFocusModal.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex size-full flex-col overflow-hidden">
        <RouteFocusModal.Header />
        <RouteFocusModal.Body className="flex flex-1 flex-col items-center overflow-auto px-4 py-8 sm:py-16">
          <div className="flex w-full max-w-[720px] flex-col gap-y-8">
            <div>
              <RouteFocusModal.Title asChild>
                <Heading>{t("resources.create.title")}</Heading>
              </RouteFocusModal.Title>
              <RouteFocusModal.Description asChild>
                <Text size="small" className="text-ui-fg-subtle">
                  {t("resources.create.text")}
                </Text>
              </RouteFocusModal.Description>
            </div>
            <ResourceFields form={form} isNew />
            <RefusalAlert error={create.error} />
          </div>
        </RouteFocusModal.Body>
        <RouteFocusModal.Footer>
          <RouteFocusModal.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteFocusModal.Close>
          <Button size="small" type="submit" isLoading={create.isPending}>
            {t("common.create")}
          </Button>
        </RouteFocusModal.Footer>
      </KeyboundForm>
    </RouteFocusModal.Form>
  )
}

const CreateResourcePage = () => (
  <RouteFocusModal>
    <CreateResourceForm />
  </RouteFocusModal>
)

export default CreateResourcePage
