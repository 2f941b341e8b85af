import { Form } from "@medusajs/dashboard/components"
import { Input, RadioGroup, Textarea } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useWatch, type UseFormReturn } from "react-hook-form"
import { DateField } from "../../../../components/date-fields"
import { ResourcePicker } from "../../../../components/resource-picker"
import { TypePicker } from "../../../../components/type-picker"
import { useWords } from "../../../../hooks/use-words"
import { SCOPES, type BlackoutFormValues } from "./blackout-form-schema"

type BlackoutFieldsProps = {
  form: UseFormReturn<BlackoutFormValues>
  /** What is on these dates: shown below them, above what is said about the reasons. */
  children?: ReactNode
}

export const BlackoutFields = ({ form: { control }, children }: BlackoutFieldsProps) => {
  const { t } = useWords()
  const [scope, start] = useWatch({ control, name: ["scope", "start_date"] })
  return (
    <div className="flex flex-col gap-y-6">
      <Form.Field
        control={control}
        name="scope"
        render={({ field: { value, onChange } }) => (
          <Form.Item>
            <Form.Label>{t("blackouts.what")}</Form.Label>
            <Form.Control>
              <RadioGroup value={value} onValueChange={onChange} className="flex flex-wrap gap-x-6 gap-y-2">
                {SCOPES.map((each) => (
                  <div key={each} className="flex items-center gap-x-2">
                    <RadioGroup.Item value={each} id={`scope-${each}`} />
                    <label htmlFor={`scope-${each}`} className="txt-compact-small">
                      {t(`blackouts.form.scope.${each}`)}
                    </label>
                  </div>
                ))}
              </RadioGroup>
            </Form.Control>
          </Form.Item>
        )}
      />
      {scope === "resource" && (
        <Form.Field
          control={control}
          name="resource_id"
          render={({ field }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.resource_id")}</Form.Label>
              <Form.Control>
                <ResourcePicker {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      )}
      {scope === "type" && (
        <Form.Field
          control={control}
          name="resource_type"
          render={({ field }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.resource_type")}</Form.Label>
              <Form.Control>
                <TypePicker {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      )}
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {(["start_date", "end_date"] as const).map((name) => (
          <Form.Field
            key={name}
            control={control}
            name={name}
            render={({ field: { value, onChange } }) => (
              <Form.Item>
                <Form.Label>{t(`common.fields.${name}`)}</Form.Label>
                <Form.Control>
                  <DateField
                    value={value}
                    onChange={onChange}
                    min={name === "end_date" ? (start ?? undefined) : undefined}
                  />
                </Form.Control>
                <Form.ErrorMessage />
              </Form.Item>
            )}
          />
        ))}
      </div>
      {children}
      <Form.Field
        control={control}
        name="reason"
        render={({ field }) => (
          <Form.Item>
            <Form.Label tooltip={t("blackouts.form.reasonHint")}>{t("common.fields.reason")}</Form.Label>
            <Form.Control>
              <Input autoComplete="off" {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
      <Form.Field
        control={control}
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
  )
}
