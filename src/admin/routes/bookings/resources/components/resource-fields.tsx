import { Form } from "@medusajs/dashboard/components"
import { Input, Select, Switch, Textarea } from "@medusajs/ui"
import type { UseFormReturn } from "react-hook-form"
import { NumberField } from "../../../../components/number-field"
import { TimezonePicker } from "../../../../components/timezone-picker"
import { TypePicker } from "../../../../components/type-picker"
import { useWords } from "../../../../hooks/use-words"
import type { ResourceFormValues } from "./resource-form-schema"

type ResourceFieldsProps = { form: UseFormReturn<ResourceFormValues>; isNew?: boolean }

/** The fields that make a resource, the same when it is new and when it is edited. */
export const ResourceFields = ({ form: { control }, isNew = false }: ResourceFieldsProps) => {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-y-6">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Form.Field
          control={control}
          name="name"
          render={({ field }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.name")}</Form.Label>
              <Form.Control>
                <Input autoComplete="off" autoFocus={isNew} {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
        <Form.Field
          control={control}
          name="type"
          render={({ field }) => (
            <Form.Item>
              <Form.Label tooltip={t("resources.form.typeHint")}>{t("common.fields.type")}</Form.Label>
              <Form.Control>
                <TypePicker mayBeNew placeholder={t("resources.form.typeExample")} {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      </div>
      <Form.Field
        control={control}
        name="description"
        render={({ field }) => (
          <Form.Item>
            <Form.Label optional>{t("common.fields.description")}</Form.Label>
            <Form.Control>
              <Textarea {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Form.Field
          control={control}
          name="booking_unit"
          render={({ field: { onChange, ref, ...field } }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.booking_unit")}</Form.Label>
              <Select {...field} onValueChange={onChange}>
                <Form.Control>
                  <Select.Trigger ref={ref}>
                    <Select.Value />
                  </Select.Trigger>
                </Form.Control>
                <Select.Content>
                  <Select.Item value="DAY">{t("resources.form.byDay")}</Select.Item>
                  <Select.Item value="NIGHT">{t("resources.form.byNight")}</Select.Item>
                </Select.Content>
              </Select>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
        <Form.Field
          control={control}
          name="timezone"
          render={({ field }) => (
            <Form.Item>
              <Form.Label optional={isNew}>{t("common.fields.timezone")}</Form.Label>
              <Form.Control>
                <TimezonePicker placeholder={t("resources.form.defaultTimezone")} {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
        <NumberField control={control} name="default_capacity" hint={t("resources.form.capacityHint")} optional />
        <NumberField control={control} name="open_days_ahead" hint={t("resources.form.openHint")} optional />
        <NumberField control={control} name="min_days" optional />
        <NumberField control={control} name="max_days" optional />
        <NumberField control={control} name="hold_ttl_minutes" hint={t("resources.form.holdHint")} optional />
      </div>
      <Form.Field
        control={control}
        name="is_active"
        render={({ field: { value, onChange, ...field } }) => (
          <Form.Item>
            <div className="flex items-center gap-x-3">
              <Form.Control>
                <Switch {...field} checked={value} onCheckedChange={onChange} />
              </Form.Control>
              <Form.Label>{t("common.fields.is_active")}</Form.Label>
            </div>
            <Form.Hint>{t("resources.form.activeHint")}</Form.Hint>
          </Form.Item>
        )}
      />
    </div>
  )
}
