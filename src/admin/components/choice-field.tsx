import { Form } from "@medusajs/dashboard/components"
import { Select } from "@medusajs/ui"
import type { Control, FieldPath, FieldValues } from "react-hook-form"

type ChoiceFieldProps<Values extends FieldValues> = {
  control: Control<Values>
  name: FieldPath<Values>
  label: string
  hint?: string
  choices: { value: string; label: string }[]
  onChosen?: (value: string) => void
}

/** One of a few. */
export const ChoiceField = <Values extends FieldValues>({
  control,
  name,
  label,
  hint,
  choices,
  onChosen,
}: ChoiceFieldProps<Values>) => (
  <Form.Field
    control={control}
    name={name}
    render={({ field: { value, onChange, ref } }) => (
      <Form.Item>
        <Form.Label>{label}</Form.Label>
        <Select
          value={value}
          onValueChange={(chosen) => {
            onChange(chosen)
            onChosen?.(chosen)
          }}
        >
          <Form.Control>
            <Select.Trigger ref={ref}>
              <Select.Value />
            </Select.Trigger>
          </Form.Control>
          <Select.Content>
            {choices.map((choice) => (
              <Select.Item key={choice.value} value={choice.value}>
                {choice.label}
              </Select.Item>
            ))}
          </Select.Content>
        </Select>
        {hint && <Form.Hint>{hint}</Form.Hint>}
        <Form.ErrorMessage />
      </Form.Item>
    )}
  />
)
