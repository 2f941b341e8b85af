import { zodResolver } from "@hookform/resolvers/zod"
import { Text, toast } from "@medusajs/ui"
import { useForm } from "react-hook-form"
import { useConfirmHolds } from "../../hooks/use-allocations"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import type { Hold } from "../../lib/types"
import { FormDrawer } from "../form-drawer"
import { RefusalAlert } from "../refusal-alert"
import { ContactFields } from "../staff-claim/contact-fields"
import { contactOf, wordsOf, wordsOfHold, wordsSchema, type WordsValues } from "./words-schema"

/** Makes a booking of what is held, with all that belongs to it. To stand in a drawer. */
export const BookHeldForm = ({ hold, onBooked }: { hold: Hold; onBooked: () => void }) => {
  const { t } = useWords()
  const book = useConfirmHolds()
  const form = useForm<WordsValues>({
    defaultValues: wordsOf(wordsOfHold(hold)),
    resolver: zodResolver(wordsSchema(t)),
  })
  const submit = form.handleSubmit((values) =>
    book.mutateAsync({ hold_id: hold.id, ...contactOf(values) }).then(
      () => {
        toast.success(t("bookings.form.booked"))
        onBooked()
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormDrawer form={form} onSubmit={submit} submit={t("bookings.form.booking.send")} isBusy={book.isPending}>
      <Text size="small" className="text-ui-fg-subtle">
        {t("bookings.bookHeld.text")}
      </Text>
      <ContactFields control={form.control} withUnit />
      <RefusalAlert error={book.error} />
    </FormDrawer>
  )
}
