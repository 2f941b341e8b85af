import { Form } from "@medusajs/dashboard/components"
import { Input } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useWatch, type UseFormReturn } from "react-hook-form"
import { useDebounced } from "../../hooks/use-debounced"
import { useWords } from "../../hooks/use-words"
import { addDays, countDays } from "../../lib/dates"
import type { CalendarDate, ListedAllocation } from "../../lib/types"
import { DateField } from "../date-fields"
import { NumberField } from "../number-field"
import { PastDaysField } from "../past-days-field"
import { ResourcePicker } from "../resource-picker"
import { AvailabilityLine } from "../staff-claim/availability-line"
import type { MovedField, MoveValues } from "./move-schema"

type MoveFieldsProps = {
  form: UseFormReturn<MoveValues>
  allocation: ListedAllocation
  refusalOf: (field: MovedField) => ReactNode
}

export const MoveFields = ({ form, allocation, refusalOf }: MoveFieldsProps) => {
  const { t } = useWords()
  const { control } = form
  const [start, end, resourceId] = useWatch({ control, name: ["start_date", "end_date", "resource_id"] })
  // The booking keeps its length: its last day goes along, and may be changed afterwards.
  const startOn = (date: CalendarDate | null) => {
    if (date && start && end && end >= start) form.setValue("end_date", addDays(date, countDays(start, end) - 1))
    form.setValue("start_date", date, { shouldDirty: true })
  }
  return (
    <>
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
      {refusalOf("resource_id")}
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
                    label={t(`common.fields.${name}`)}
                    value={value}
                    min={name === "end_date" ? (start ?? undefined) : undefined}
                    onChange={name === "start_date" ? startOn : onChange}
                  />
                </Form.Control>
                <Form.ErrorMessage />
              </Form.Item>
            )}
          />
        ))}
      </div>
      {refusalOf("dates")}
      <Free control={control} allocation={allocation} isSaid={refusalOf("dates") !== null} />
      <PastDaysField control={control} start={start} resourceIds={[resourceId]} />
      <NumberField control={control} name="quantity" min={1} />
      {refusalOf("quantity")}
      <Form.Field
        control={control}
        name="reason"
        render={({ field }) => (
          <Form.Item>
            <Form.Label optional>{t("common.fields.reason")}</Form.Label>
            <Form.Control>
              <Input autoComplete="off" {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
    </>
  )
}

type FreeProps = Pick<MoveFieldsProps["form"], "control"> & Pick<MoveFieldsProps, "allocation"> & { isSaid: boolean }

/** What is free where it would go, its own units counted as free. */
const Free = ({ control, allocation, isSaid }: FreeProps) => {
  const values = useWatch({ control })
  const quantity = useDebounced(values.quantity)
  const { start_date, end_date, resource_id = "" } = values
  const own = resource_id === allocation.resource_id ? allocation : undefined
  const wanted = start_date && end_date ? { start_date, end_date, quantity: Number(quantity) || 1, own } : null
  return <AvailabilityLine resourceId={resource_id} wanted={wanted} mayBePast={values.allow_past} isSaid={isSaid} />
}
