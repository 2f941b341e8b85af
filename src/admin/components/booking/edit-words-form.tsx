import { zodResolver } from "@hookform/resolvers/zod"
import { Form } from "@medusajs/dashboard/components"
import { Checkbox, Label, Text, toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import type { ListedAllocation } from "../../lib/types"
import { FormDrawer } from "../form-drawer"
import { StaleEditAlert } from "../stale-edit-alert"
import { ContactFields } from "../staff-claim/contact-fields"
import { useSaveWords } from "./use-save-words"
import { wordsOf, wordsSchema, type WordsValues } from "./words-schema"

type EditWordsFormProps = {
  allocation: ListedAllocation
  /** What else is live of this booking: one customer, so one contact. */
  others: ListedAllocation[]
  onSaved: () => void
}

/** Contact, unit and note, which may be edited any day. To stand in a drawer. */
export const EditWordsForm = ({ allocation, others, onSaved }: EditWordsFormProps) => {
  const { t, range } = useWords()
  const { main, rows, isOneNote, isBusy, save, takeTheirs, keepMine } = useSaveWords(allocation, others)
  const form = useForm<WordsValues>({ defaultValues: wordsOf(main.opened), resolver: zodResolver(wordsSchema(t)) })
  const submit = form.handleSubmit(async (values) => {
    const errors = await save(values)
    errors.forEach((error) => void showFieldMistake(error, form))
    if (errors.length > 0) return
    toast.success(t("bookings.edit.saved"))
    onSaved()
  })
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("common.save")} isBusy={isBusy}>
      <ContactFields control={form.control} withUnit />
      {rows.length > 1 && (
        <Form.Field
          control={form.control}
          name="of_all"
          render={({ field: { value, onChange } }) => (
            <div className="flex items-center gap-x-2">
              <Checkbox id="of_all" checked={value} onCheckedChange={(checked) => onChange(checked === true)} />
              <Label htmlFor="of_all" size="small">
                {t(isOneNote ? "bookings.edit.ofAll" : "bookings.edit.contactOfAll", { count: rows.length - 1 })}
              </Label>
            </div>
          )}
        />
      )}
      {rows.map((row) =>
        row.error ? (
          <div key={row.opened.id} className="flex flex-col gap-y-2">
            {rows.length > 1 && (
              <Text size="small" weight="plus">
                {row.opened.resource_name}, {range(row.opened.start_date, row.opened.end_date)}
              </Text>
            )}
            <StaleEditAlert
              error={row.error}
              base={{ seen: row.seen, rebase: () => undefined }}
              onDiscard={(present) => {
                const words = takeTheirs(row, present)
                if (words) form.reset(words)
              }}
              onKeep={(present) => keepMine(row, present)}
            />
          </div>
        ) : null,
      )}
    </FormDrawer>
  )
}
