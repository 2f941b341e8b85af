import { Form } from "@medusajs/dashboard/components"
import { Input, Textarea } from "@medusajs/ui"
import type { Control, FieldPath, FieldValues } from "react-hook-form"
import { useWords, type WordKey } from "../../hooks/use-words"

type ContactFieldsProps<Values extends FieldValues> = {
  control: Control<Values>
  /** Which unit it is, such as a number plate: known once it is booked. */
  withUnit?: boolean
}

const TYPES = { contact_name: "text", contact_phone: "tel", contact_email: "email", unit_label: "text" } as const

/** Whom to call, and what to know: the same wherever a booking is written down. */
export const ContactFields = <Values extends FieldValues>({
  control,
  withUnit = false,
}: ContactFieldsProps<Values>) => {
  const { t } = useWords()
  const fields = [
    "contact_name",
    "contact_phone",
    "contact_email",
    ...(withUnit ? ["unit_label" as const] : []),
  ] as const
  return (
    <div className="flex flex-col gap-y-4">
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        {fields.map((name) => (
          <Form.Field
            key={name}
            control={control}
            name={name as FieldPath<Values>}
            render={({ field }) => (
              <Form.Item>
                <Form.Label optional>{t(`common.fields.${name}` as WordKey)}</Form.Label>
                <Form.Control>
                  <Input type={TYPES[name]} autoComplete="off" {...field} />
                </Form.Control>
                <Form.ErrorMessage />
              </Form.Item>
            )}
          />
        ))}
      </div>
      <Form.Field
        control={control}
        name={"note" as FieldPath<Values>}
        render={({ field }) => (
          <Form.Item>
            <Form.Label optional>{t("common.fields.note")}</Form.Label>
            <Form.Control>
              <Textarea rows={3} {...field} />
            </Form.Control>
            <Form.ErrorMessage />
          </Form.Item>
        )}
      />
    </div>
  )
}
