import { zodResolver } from "@hookform/resolvers/zod"
import { Form } from "@medusajs/dashboard/components"
import { Checkbox, Label, toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { useEditAllocation } from "../../hooks/use-allocations"
import { useBase } from "../../hooks/use-base"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import type { ListedAllocation } from "../../lib/types"
import { FormDrawer } from "../form-drawer"
import { StaleEditAlert } from "../stale-edit-alert"
import { ContactFields } from "../staff-claim/contact-fields"
import { changedWords, contactOf, wordsOf, wordsSchema, type WordsValues } from "./words-schema"

type EditWordsFormProps = {
  allocation: ListedAllocation
  /** What else is live of this booking: one customer, so one contact. */
  others: ListedAllocation[]
  onSaved: () => void
}

/** Contact, unit and note, which may be edited any day. To stand in a drawer. */
export const EditWordsForm = ({ allocation, others, onSaved }: EditWordsFormProps) => {
  const { t } = useWords()
  const base = useBase(allocation)
  const edit = useEditAllocation()
  const form = useForm<WordsValues>({ defaultValues: wordsOf(base.seen), resolver: zodResolver(wordsSchema(t)) })
  const save = async (values: WordsValues) => {
    const words = contactOf(values)
    const changes = changedWords(words, base.seen)
    const saved = await edit.mutateAsync({
      id: allocation.id,
      ...words,
      expected_updated_at: base.seen.updated_at,
    })
    base.rebase({ ...base.seen, ...saved.allocation })
    if (!values.of_all || Object.keys(changes).length === 0) return
    for (const { id, updated_at } of others) await edit.mutateAsync({ id, ...changes, expected_updated_at: updated_at })
  }
  const submit = form.handleSubmit((values) =>
    save(values).then(
      () => {
        toast.success(t("bookings.edit.saved"))
        onSaved()
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("common.save")} isBusy={edit.isPending}>
      <ContactFields control={form.control} withUnit />
      {others.length > 0 && (
        <Form.Field
          control={form.control}
          name="of_all"
          render={({ field: { value, onChange } }) => (
            <div className="flex items-center gap-x-2">
              <Checkbox id="of_all" checked={value} onCheckedChange={(checked) => onChange(checked === true)} />
              <Label htmlFor="of_all" size="small">
                {t("bookings.edit.ofAll", { count: others.length })}
              </Label>
            </div>
          )}
        />
      )}
      <StaleEditAlert
        error={edit.error}
        base={base}
        onDiscard={(present) => {
          form.reset(wordsOf(present))
          edit.reset()
        }}
        onKeep={() => edit.reset()}
      />
    </FormDrawer>
  )
}
