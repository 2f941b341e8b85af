import { zodResolver } from "@hookform/resolvers/zod"
import { Form } from "@medusajs/dashboard/components"
import { toast } from "@medusajs/ui"
import { useForm, useWatch, type Control } from "react-hook-form"
import { z } from "zod"
import { useServeLine, type BookedLine } from "../../hooks/use-order-bookings"
import { useWords, type Say } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import { ChoiceField } from "../choice-field"
import { DateField } from "../date-fields"
import { FormDrawer } from "../form-drawer"
import { PastDaysField } from "../past-days-field"
import { RefusalAlert } from "../refusal-alert"
import { ResourcePicker } from "../resource-picker"
import { AvailabilityLine } from "../staff-claim/availability-line"

const schema = (t: Say) =>
  z
    .object({
      resource_id: z.string().min(1, t("widgets.link.resourceNeeded")),
      start_date: z.string(t("common.dateNeeded")),
      end_date: z.string(t("common.dateNeeded")),
      allow_past: z.boolean(),
    })
    .refine(({ start_date, end_date }) => end_date >= start_date, {
      path: ["end_date"],
      message: t("common.endBeforeStart"),
    })
type ServeValues = z.input<ReturnType<typeof schema>>

type ServeFormProps = { line: BookedLine; orderId: string; onServed: () => void }

/** Books what a line lacks: on its own dates or on others, of its own resource or of another in its place. */
export const ServeForm = ({ line, orderId, onServed }: ServeFormProps) => {
  const { t } = useWords()
  const serve = useServeLine()
  const { missing } = line
  const ofLine = { order_id: orderId, line_item_id: line.line_item_id }
  const first = missing[0]!
  const form = useForm<ServeValues>({
    defaultValues: {
      resource_id: first.resource_id,
      start_date: line.start_date ?? undefined,
      end_date: line.end_date ?? undefined,
      allow_past: false,
    },
    resolver: zodResolver(schema(t)),
  })
  const submit = form.handleSubmit(({ resource_id, allow_past, ...days }) =>
    serve.mutateAsync({ ...ofLine, resource_id, ...(areOwn(line, days) ? {} : days), allow_past }).then(
      () => {
        toast.success(t("widgets.serve.done"))
        onServed()
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("widgets.serve.send")} isBusy={serve.isPending}>
      {missing.length > 1 ? (
        <ChoiceField
          control={form.control}
          name="resource_id"
          label={t("common.fields.resource_id")}
          choices={missing.map(({ resource_id, resource_name }) => ({
            value: resource_id,
            label: resource_name ?? resource_id,
          }))}
        />
      ) : (
        <Form.Field
          control={form.control}
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
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Day control={form.control} name="start_date" />
        <Day control={form.control} name="end_date" />
      </div>
      <Free control={form.control} line={line} />
      <Past control={form.control} />
      <RefusalAlert error={serve.error} />
    </FormDrawer>
  )
}

/** Left as they are they are the line's own, which the server knows with their gaps. */
const areOwn = (line: BookedLine, { start_date, end_date }: Pick<ServeValues, "start_date" | "end_date">) =>
  start_date === line.start_date && end_date === line.end_date

type OfControl = { control: Control<ServeValues> }

const Day = ({ control, name }: OfControl & { name: "start_date" | "end_date" }) => {
  const { t } = useWords()
  return (
    <Form.Field
      control={control}
      name={name}
      render={({ field: { value, onChange } }) => (
        <Form.Item>
          <Form.Label>{t(`common.fields.${name}`)}</Form.Label>
          <Form.Control>
            <DateField label={t(`common.fields.${name}`)} value={value ?? null} onChange={onChange} />
          </Form.Control>
          <Form.ErrorMessage />
        </Form.Item>
      )}
    />
  )
}

const Past = ({ control }: OfControl) => {
  const [start, resourceId] = useWatch({ control, name: ["start_date", "resource_id"] })
  return <PastDaysField control={control} start={start} resourceIds={[resourceId]} />
}

const Free = ({ control, line }: OfControl & { line: BookedLine }) => {
  const { missing } = line
  const [resourceId, start_date, end_date, allow_past] = useWatch({
    control,
    name: ["resource_id", "start_date", "end_date", "allow_past"],
  })
  const lacking = missing.find(({ resource_id }) => resource_id === resourceId) ?? missing[0]!
  const dates = areOwn(line, { start_date, end_date }) ? (line.dates ?? undefined) : undefined
  const wanted = start_date && end_date ? { start_date, end_date, dates, quantity: lacking.quantity } : null
  return <AvailabilityLine resourceId={resourceId} wanted={wanted} mayBePast={allow_past} />
}
