import { Form } from "@medusajs/dashboard/components"
import { Checkbox, Label } from "@medusajs/ui"
import type { Control, FieldPath, FieldValues } from "react-hook-form"
import { useTodayAt } from "../hooks/use-resources"
import { useWords } from "../hooks/use-words"
import type { CalendarDate } from "../lib/types"

type PastDaysFieldProps<Values extends FieldValues> = {
  control: Control<Values>
  start: CalendarDate | null | undefined
  resourceIds: string[]
}

/** Only asked for when it matters: when the first day is over where one of the resources is. */
export const PastDaysField = <Values extends FieldValues>({
  control,
  start,
  resourceIds,
}: PastDaysFieldProps<Values>) => {
  const { t } = useWords()
  const today = useTodayAt(resourceIds)
  if (!start || !today || start >= today) return null
  return (
    <Form.Field
      control={control}
      name={"allow_past" as FieldPath<Values>}
      render={({ field: { value, onChange } }) => (
        <div className="flex items-center gap-x-2">
          <Checkbox id="allow_past" checked={value} onCheckedChange={(checked) => onChange(checked === true)} />
          <Label htmlFor="allow_past" size="small">
            {t("bookings.form.allowPast")}
          </Label>
        </div>
      )}
    />
  )
}
