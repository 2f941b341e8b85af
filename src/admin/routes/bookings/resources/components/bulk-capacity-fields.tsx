import { Form } from "@medusajs/dashboard/components"
import { Input, RadioGroup } from "@medusajs/ui"
import { useWatch, type UseFormReturn } from "react-hook-form"
import { DateField } from "../../../../components/date-fields"
import { ResourcesPicker } from "../../../../components/resource-picker"
import { WeekdaysField } from "../../../../components/weekdays-field"
import { useWords } from "../../../../hooks/use-words"
import { CAPACITY_ACTIONS, type BulkCapacityValues } from "./bulk-capacity-schema"

export const BulkCapacityFields = ({ form: { control } }: { form: UseFormReturn<BulkCapacityValues> }) => {
  const { t } = useWords()
  const [action, start] = useWatch({ control, name: ["action", "start"] })
  return (
    <div className="flex flex-col gap-y-6">
      <Form.Field
        control={control}
        name="resources"
        render={({ field }) => (
          <Form.Item>
            <Form.Label>{t("common.menu.resources")}</Form.Label>
            <Form.Control>
              <ResourcesPicker placeholder={t("resources.capacity.chooseResource")} {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Form.Field
          control={control}
          name="start"
          render={({ field: { value, onChange } }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.start_date")}</Form.Label>
              <Form.Control>
                <DateField value={value} onChange={onChange} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
        <Form.Field
          control={control}
          name="end"
          render={({ field: { value, onChange } }) => (
            <Form.Item>
              <Form.Label>{t("common.fields.end_date")}</Form.Label>
              <Form.Control>
                <DateField value={value} onChange={onChange} min={start ?? undefined} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      </div>
      <Form.Field
        control={control}
        name="weekdays"
        render={({ field: { value, onChange } }) => (
          <Form.Item>
            <Form.Label>{t("resources.capacity.weekdays")}</Form.Label>
            <Form.Control>
              <WeekdaysField value={value} onChange={onChange} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
      <Form.Field
        control={control}
        name="action"
        render={({ field: { value, onChange } }) => (
          <Form.Item>
            <Form.Label>{t("resources.capacity.action")}</Form.Label>
            <Form.Control>
              <RadioGroup value={value} onValueChange={onChange} className="grid grid-cols-1 gap-2 sm:grid-cols-3">
                {CAPACITY_ACTIONS.map((each) => (
                  <RadioGroup.ChoiceBox
                    key={each}
                    value={each}
                    label={t(`resources.capacity.actions.${each}.label`)}
                    description={t(`resources.capacity.actions.${each}.text`)}
                  />
                ))}
              </RadioGroup>
            </Form.Control>
          </Form.Item>
        )}
      />
      {action !== "close" && (
        <Form.Field
          control={control}
          name="units"
          render={({ field }) => (
            <Form.Item className="sm:w-1/2">
              <Form.Label>{t("resources.capacity.units")}</Form.Label>
              <Form.Control>
                <Input type="number" inputMode="numeric" min={0} step={1} {...field} />
              </Form.Control>
              <Form.ErrorMessage />
            </Form.Item>
          )}
        />
      )}
    </div>
  )
}
