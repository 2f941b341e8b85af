import { Form } from "@medusajs/dashboard/components"
import { Plus, Trash } from "@medusajs/icons"
import { Button, IconButton, Input } from "@medusajs/ui"
import { useFieldArray, useWatch, type UseFormReturn } from "react-hook-form"
import { useDebounced } from "../../hooks/use-debounced"
import { useWords } from "../../hooks/use-words"
import { DateField } from "../date-fields"
import { PastDaysField } from "../past-days-field"
import { ResourcePicker } from "../resource-picker"
import { AvailabilityLine } from "./availability-line"
import type { ClaimValues } from "./claim-schema"

type ClaimFieldsProps = { form: UseFormReturn<ClaimValues>; mayBePast: boolean }

/** When, then what: each resource says at once whether it is free on these dates. */
export const ClaimFields = ({ form: { control }, mayBePast }: ClaimFieldsProps) => {
  const { t } = useWords()
  const { fields, append, remove } = useFieldArray({ control, name: "items" })
  return (
    <div className="flex flex-col gap-y-4">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Day control={control} name="start_date" />
        <Day control={control} name="end_date" />
      </div>
      {mayBePast && <PastDays control={control} />}
      <ul className="flex flex-col gap-y-3">
        {fields.map(({ id }, index) => (
          <li key={id} className="bg-ui-bg-component shadow-elevation-card-rest flex flex-col gap-y-3 rounded-lg p-3">
            <div className="flex items-start gap-x-3">
              <Form.Field
                control={control}
                name={`items.${index}.resource_id`}
                render={({ field }) => (
                  <Form.Item className="min-w-0 flex-1">
                    <Form.Label>{t("common.fields.resource_id")}</Form.Label>
                    <Form.Control>
                      <ResourcePicker {...field} />
                    </Form.Control>
                    <Form.ErrorMessage />
                  </Form.Item>
                )}
              />
              <Form.Field
                control={control}
                name={`items.${index}.quantity`}
                render={({ field }) => (
                  <Form.Item className="w-20">
                    <Form.Label>{t("common.fields.quantity")}</Form.Label>
                    <Form.Control>
                      <Input type="number" inputMode="numeric" min={1} step={1} {...field} />
                    </Form.Control>
                    <Form.ErrorMessage />
                  </Form.Item>
                )}
              />
              {fields.length > 1 && (
                <IconButton
                  type="button"
                  size="small"
                  variant="transparent"
                  className="mt-7"
                  aria-label={t("bookings.form.removeResource", { position: index + 1 })}
                  onClick={() => remove(index)}
                >
                  <Trash />
                </IconButton>
              )}
            </div>
            <Availability control={control} index={index} />
          </li>
        ))}
      </ul>
      <Button
        type="button"
        size="small"
        variant="secondary"
        className="self-start"
        onClick={() => append({ resource_id: "", quantity: "1" })}
      >
        <Plus />
        {t("bookings.form.addResource")}
      </Button>
    </div>
  )
}

type OfControl = Pick<UseFormReturn<ClaimValues>, "control">

const Day = ({ control, name }: OfControl & { name: "start_date" | "end_date" }) => {
  const { t } = useWords()
  const start = useWatch({ control, name: "start_date" })
  return (
    <Form.Field
      control={control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <Form.Item>
          <Form.Label>{t(`common.fields.${name}`)}</Form.Label>
          <Form.Control>
            <DateField
              label={t(`common.fields.${name}`)}
              value={value}
              min={name === "end_date" && start ? start : undefined}
              onChange={onChange}
            />
          </Form.Control>
          <Form.ErrorMessage />
        </Form.Item>
      )}
    />
  )
}

const PastDays = ({ control }: OfControl) => {
  const [start, items] = useWatch({ control, name: ["start_date", "items"] })
  return <PastDaysField control={control} start={start} resourceIds={items.map(({ resource_id }) => resource_id)} />
}

const Availability = ({ control, index }: OfControl & { index: number }) => {
  const [start_date, end_date, allow_past] = useWatch({ control, name: ["start_date", "end_date", "allow_past"] })
  const resourceId = useWatch({ control, name: `items.${index}.resource_id` })
  const quantity = useDebounced(useWatch({ control, name: `items.${index}.quantity` }))
  const wanted = start_date && end_date ? { start_date, end_date, quantity: Number(quantity) || 1 } : null
  return <AvailabilityLine resourceId={resourceId} wanted={wanted} mayBePast={allow_past} />
}
