import { Form } from "@medusajs/dashboard/components"
import { Button, Textarea, toast } from "@medusajs/ui"
import { useState } from "react"
import { useForm } from "react-hook-form"
import { useResolveIncident } from "../../hooks/use-incidents"
import { useWords } from "../../hooks/use-words"
import type { Incident } from "../../lib/types"
import { FormDrawer } from "../form-drawer"
import { WidgetDrawer } from "../widget-drawer"
import { RefusalAlert } from "../refusal-alert"

type ResolveIncidentProps = { incident: Incident; title: string }

export const ResolveIncident = ({ incident, title }: ResolveIncidentProps) => {
  const { t } = useWords()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  return (
    <>
      <Button size="small" variant="secondary" onClick={() => setIsOpen(true)}>
        {t("overview.resolve.open")}
      </Button>
      <WidgetDrawer isOpen={isOpen} onClose={close} title={title} text={t("overview.resolve.text")}>
        <ResolveForm id={incident.id} onResolved={close} />
      </WidgetDrawer>
    </>
  )
}

/** The note is for the colleague who reads it later. */
const ResolveForm = ({ id, onResolved }: { id: string; onResolved: () => void }) => {
  const { t } = useWords()
  const resolve = useResolveIncident()
  const form = useForm({ defaultValues: { note: "" } })
  const submit = form.handleSubmit(({ note }) =>
    resolve.mutateAsync({ id, note: note.trim() || undefined }).then(
      () => {
        toast.success(t("overview.resolve.done"))
        onResolved()
      },
      () => undefined,
    ),
  )
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("overview.resolve.send")} isBusy={resolve.isPending}>
      <Form.Field
        control={form.control}
        name="note"
        render={({ field }) => (
          <Form.Item>
            <Form.Label optional>{t("overview.resolve.note")}</Form.Label>
            <Form.Control>
              <Textarea rows={4} maxLength={2000} {...field} />
            </Form.Control>
          </Form.Item>
        )}
      />
      <RefusalAlert error={resolve.error} />
    </FormDrawer>
  )
}
