import { Form } from "@medusajs/dashboard/components"
import { Alert, RadioGroup, Text } from "@medusajs/ui"
import type { UseFormReturn } from "react-hook-form"
import { ConflictList } from "../../../../components/conflict-list"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useWords } from "../../../../hooks/use-words"
import type { BlackoutConflicts } from "../../../../lib/types"
import type { BlackoutFormValues } from "./blackout-form-schema"

type ConflictsProps = {
  form: UseFormReturn<BlackoutFormValues>
  conflicts: BlackoutConflicts | undefined
  error: unknown
}

export const hasConflicts = ({ holds, allocations }: BlackoutConflicts) => holds.length + allocations.length > 0

/** What stands on these dates before they are closed, and the operator's choice of what becomes of the holds. */
export const Conflicts = ({ form: { control }, conflicts, error }: ConflictsProps) => {
  const { t } = useWords()
  if (error) return <RefusalAlert error={error} />
  if (!conflicts) return null
  if (!hasConflicts(conflicts)) {
    return (
      <Text size="small" className="text-ui-fg-subtle" aria-live="polite">
        {t("blackouts.form.nothingThere")}
      </Text>
    )
  }
  return (
    <div className="flex flex-col gap-y-4" aria-live="polite">
      <Alert variant="warning">{t("blackouts.form.conflicts")}</Alert>
      <ConflictList holds={conflicts.holds} allocations={conflicts.allocations} />
      <Form.Field
        control={control}
        name="on_conflict"
        render={({ field: { value, onChange } }) => (
          <Form.Item>
            <Form.Label>{t("blackouts.form.onConflict")}</Form.Label>
            <Form.Control>
              <RadioGroup
                value={value ?? ""}
                onValueChange={onChange}
                className="grid grid-cols-1 gap-2 sm:grid-cols-2"
              >
                <RadioGroup.ChoiceBox
                  value="keep"
                  label={t("blackouts.form.keep.label")}
                  description={t("blackouts.form.keep.text")}
                />
                {conflicts.holds.length > 0 && (
                  <RadioGroup.ChoiceBox
                    value="release_holds"
                    label={t("blackouts.form.release.label")}
                    description={t("blackouts.form.release.text")}
                  />
                )}
              </RadioGroup>
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
    </div>
  )
}
