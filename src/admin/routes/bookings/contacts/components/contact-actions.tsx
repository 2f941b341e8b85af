import { ArrowDownTray, SquareTwoStack } from "@medusajs/icons"
import { Button, toast } from "@medusajs/ui"
import { useMutation } from "@tanstack/react-query"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { exportContacts, type AffectedContact, type ContactsQuery } from "../../../../hooks/use-contacts"
import { useWords } from "../../../../hooks/use-words"
import { saveFile } from "../../../../lib/save-file"

type ContactActionsProps = { query: ContactsQuery; contacts: AffectedContact[] }

export const ContactActions = ({ query, contacts }: ContactActionsProps) => {
  const { t } = useWords()
  const emails = contacts.flatMap(({ contact_email }) => contact_email ?? [])
  const save = useMutation({
    mutationFn: () => exportContacts(query),
    onSuccess: ({ file, truncated }) => {
      saveFile(file, "contacts.csv")
      if (truncated) toast.warning(t("bookings.export.truncated"))
    },
  })
  const copy = () =>
    void navigator.clipboard.writeText(emails.join(", ")).then(
      () => toast.success(t("bookings.contacts.copied", { count: emails.length })),
      () => toast.error(t("bookings.contacts.notCopied")),
    )
  return (
    <div className="flex flex-wrap items-center gap-2">
      <RefusalAlert error={save.error} />
      {emails.length > 0 && (
        <Button size="small" variant="secondary" onClick={copy}>
          <SquareTwoStack />
          {t("bookings.contacts.copy")}
        </Button>
      )}
      <Button size="small" variant="secondary" isLoading={save.isPending} onClick={() => save.mutate()}>
        <ArrowDownTray />
        {t("bookings.export.button")}
      </Button>
    </div>
  )
}
