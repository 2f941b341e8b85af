import { KeyboundForm, RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { Button, Heading, Text } from "@medusajs/ui"
import { useSearchParams } from "react-router-dom"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useWords } from "../../../../hooks/use-words"
import { Conflicts } from "../components/blackout-conflicts"
import { BlackoutFields } from "../components/blackout-fields"
import { newBlackout } from "../components/blackout-form-schema"
import { useBlackoutForm } from "../components/use-blackout-form"

const CreateBlackoutForm = () => {
  const { t } = useWords()
  const { handleSuccess } = useRouteModal()
  const [params] = useSearchParams()
  const { form, save, submit, preview, conflicts } = useBlackoutForm(newBlackout(params), () => handleSuccess())
  return (
    <RouteFocusModal.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex size-full flex-col overflow-hidden">
        <RouteFocusModal.Header />
        <RouteFocusModal.Body className="flex flex-1 flex-col items-center overflow-auto px-4 py-8 sm:py-16">
          <div className="flex w-full max-w-[720px] flex-col gap-y-8">
            <div>
              <RouteFocusModal.Title asChild>
                <Heading>{t("blackouts.create.title")}</Heading>
              </RouteFocusModal.Title>
              <RouteFocusModal.Description asChild>
                <Text size="small" className="text-ui-fg-subtle">
                  {t("blackouts.create.text")}
                </Text>
              </RouteFocusModal.Description>
            </div>
            <BlackoutFields form={form} />
            <Conflicts form={form} conflicts={conflicts} error={preview.error} />
            <RefusalAlert error={save.error} />
          </div>
        </RouteFocusModal.Body>
        <RouteFocusModal.Footer>
          <RouteFocusModal.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteFocusModal.Close>
          <Button size="small" type="submit" isLoading={save.isPending}>
            {t("blackouts.create.submit")}
          </Button>
        </RouteFocusModal.Footer>
      </KeyboundForm>
    </RouteFocusModal.Form>
  )
}

const CreateBlackoutPage = () => (
  <RouteFocusModal>
    <CreateBlackoutForm />
  </RouteFocusModal>
)

export default CreateBlackoutPage
