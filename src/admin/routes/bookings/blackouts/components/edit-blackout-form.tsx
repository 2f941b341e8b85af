import { KeyboundForm, RouteDrawer, useRouteModal } from "@medusajs/dashboard/components"
import { Button } from "@medusajs/ui"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { StaleEditAlert } from "../../../../components/stale-edit-alert"
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
  const { form, save, submit, preview, conflicts } = useBlackoutForm(
    blackoutFormValuesOf(base.seen),
    () => handleSuccess(),
    { id: blackout.id, expected_updated_at: base.seen.updated_at },
  )
  const removal = useBlackoutRemoval(() => handleSuccess())
  return (
    <RouteDrawer.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex flex-1 flex-col overflow-hidden">
        <RouteDrawer.Body className="flex flex-col gap-y-6 overflow-y-auto">
          <BlackoutFields form={form} />
          <Conflicts form={form} conflicts={conflicts} error={preview.error} />
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
        </RouteDrawer.Body>
        <RouteDrawer.Footer className="flex-wrap justify-between">
          <Button size="small" variant="danger" type="button" onClick={() => removal.ask(blackout)}>
            {t("blackouts.end")}
          </Button>
          <div className="flex items-center gap-x-2">
            <RouteDrawer.Close asChild>
              <Button size="small" variant="secondary">
                {t("common.cancel")}
              </Button>
            </RouteDrawer.Close>
            <Button size="small" type="submit" isLoading={save.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </RouteDrawer.Footer>
      </KeyboundForm>
    </RouteDrawer.Form>
  )
}
