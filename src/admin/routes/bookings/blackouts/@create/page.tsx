import { RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { useSearchParams } from "react-router-dom"
import { FormModal } from "../../../../components/form-modal"
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
  const { form, save, submit, preview, conflicts, isBusy } = useBlackoutForm(newBlackout(params), () => handleSuccess())
  return (
    <FormModal
      form={form}
      onSubmit={submit}
      title={t("blackouts.create.title")}
      text={t("blackouts.create.text")}
      submit={t("blackouts.create.submit")}
      isBusy={isBusy}
    >
      <BlackoutFields form={form}>
        <Conflicts form={form} conflicts={conflicts} error={preview.error} />
      </BlackoutFields>
      <RefusalAlert error={save.error} />
    </FormModal>
  )
}

const CreateBlackoutPage = () => (
  <RouteFocusModal>
    <CreateBlackoutForm />
  </RouteFocusModal>
)

export default CreateBlackoutPage
