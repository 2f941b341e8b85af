import { Form } from "@medusajs/dashboard/components"
import { Input } from "@medusajs/ui"
import type { Control, FieldPath, FieldValues } from "react-hook-form"
import { useWords, type WordKey } from "../hooks/use-words"

type NumberFieldProps<Values extends FieldValues> = {
  control: Control<Values>
  name: FieldPath<Values>
  hint?: string
  optional?: boolean
  min?: number
}

/** A whole number, held as text while it is typed (lib/form.ts). Its name is that of the field in our words. */
export const NumberField = <Values extends FieldValues>({
  control,
  name,
  hint,
  optional,
  min = 0,
}: NumberFieldProps<Values>) => {
  const { t } = useWords()
  return (
    <Form.Field
      control={control}
      name={name}
      render={({ field }) => (
        <Form.Item>
          <Form.Label optional={optional}>{t(`common.fields.${name}` as WordKey)}</Form.Label>
          <Form.Control>
            <Input type="number" inputMode="numeric" min={min} step={1} {...field} />
          </Form.Control>
          {hint && <Form.Hint>{hint}</Form.Hint>}
          <Form.ErrorMessage />
        </Form.Item>
      )}
    />
  )
}
