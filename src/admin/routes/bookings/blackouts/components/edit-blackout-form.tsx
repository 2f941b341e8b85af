import { useRouteModal } from "@medusajs/dashboard/components"
import { Button } from "@medusajs/ui"
import { FormDrawer } from "../../../../components/form-drawer"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { StaleEditAlert } from "../../../../components/stale-edit-alert"
import { ToTellLink } from "../../../../components/to-tell-link"
import { useBase } from "../../../../hooks/use-base"
import { useWords } from "../../../../hooks/use-words"
import type { Blackout } from "../../../../lib/types"
import { Conflicts } from "./blackout-conflicts"
import { BlackoutFields } from "./blackout-fields"
import { blackoutFormValuesOf } from "./blackout-form-schema"
import { useBlackoutForm } from "./use-blackout-form"
import { useBlackoutRemoval } from "./use-blackout-removal"

export const EditBlackoutForm = ({ blackout }: { blackout: Blackout }) => {
  const { t } = useWords()
  const { handleSuccess } = useRouteModal()
  const base = useBase(blackout)
  const { form, save, submit, preview, conflicts, isBusy } = useBlackoutForm(
    blackoutFormValuesOf(base.seen),
    () => handleSuccess(),
    { id: blackout.id, expected_updated_at: base.seen.updated_at },
  )
  const removal = useBlackoutRemoval(() => handleSuccess())
  return (
    <FormDrawer
      form={form}
      onSubmit={submit}
      submit={t("common.save")}
      isBusy={isBusy}
      aside={
        <Button size="small" variant="danger" type="button" onClick={() => removal.ask(blackout)}>
          {t("blackouts.end")}
        </Button>
      }
    >
      <BlackoutFields form={form}>
        <Conflicts form={form} conflicts={conflicts} error={preview.error} />
      </BlackoutFields>
      <ToTellLink change={{ blackout_id: blackout.id }} />
      <StaleEditAlert
        error={save.error}
        base={base}
        onDiscard={(present) => {
          form.reset(blackoutFormValuesOf(present))
          save.reset()
        }}
        onKeep={() => save.reset()}
      />
      <RefusalAlert error={removal.error} />
    </FormDrawer>
  )
}
