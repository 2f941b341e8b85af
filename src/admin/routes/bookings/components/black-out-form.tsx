import { Form, useRouteModal } from "@medusajs/dashboard/components"
import { Input, Text, Textarea, toast } from "@medusajs/ui"
import { FormModal } from "../../../components/form-modal"
import { RefusalAlert } from "../../../components/refusal-alert"
import { ResourceName } from "../../../components/resource-name"
import { useWords } from "../../../hooks/use-words"
import { Conflicts } from "../blackouts/components/blackout-conflicts"
import { useBlackOut, type BlackOutCells } from "./use-black-out"

/** Closes the cells that were chosen in the calendar: the same dates of one resource or of several. */
export const BlackOutForm = (cells: BlackOutCells) => {
  const { t, range } = useWords()
  const { handleSuccess } = useRouteModal()
  const { form, submit, conflicts, previewError, error, isBusy } = useBlackOut(cells, () => {
    toast.success(t("blackouts.saved"))
    handleSuccess()
  })
  const { resourceIds, start, end } = cells
  return (
    <FormModal
      form={form}
      onSubmit={submit}
      title={t("blackouts.create.title")}
      text={t("blackouts.create.text")}
      submit={t("blackouts.create.submit")}
      isBusy={isBusy}
    >
      <div className="flex flex-col gap-y-6">
        <div className="bg-ui-bg-component shadow-elevation-card-rest rounded-lg px-4 py-3">
          <Text weight="plus">{start && end ? range(start, end) : null}</Text>
          <Text size="small" className="text-ui-fg-subtle">
            {resourceIds.map((id, index) => (
              <span key={id}>
                {index > 0 && ", "}
                <ResourceName id={id} />
              </span>
            ))}
          </Text>
        </div>
        <Form.Field
          control={form.control}
          name="reason"
          render={({ field }) => (
            <Form.Item>
              <Form.Label tooltip={t("blackouts.form.reasonHint")}>{t("common.fields.reason")}</Form.Label>
              <Form.Control>
                <Input autoComplete="off" autoFocus {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
        <Form.Field
          control={form.control}
          name="public_note"
          render={({ field }) => (
            <Form.Item>
              <Form.Label optional tooltip={t("blackouts.form.noteHint")}>
                {t("common.fields.public_note")}
              </Form.Label>
              <Form.Control>
                <Textarea {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      </div>
      <Conflicts form={form} conflicts={conflicts} error={previewError} />
      <RefusalAlert error={error} />
    </FormModal>
  )
}
