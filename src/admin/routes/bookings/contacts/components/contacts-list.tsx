import { Container, Heading, Text } from "@medusajs/ui"
import { EmptyState, Loaded } from "../../../../components/page-states"
import { useContacts } from "../../../../hooks/use-contacts"
import { useWords } from "../../../../hooks/use-words"
import { ContactActions } from "./contact-actions"
import { ContactRow } from "./contact-row"
import { useContactsQuery } from "./use-contacts-query"

/** Whom a change of dates concerns: each person once, with what is theirs, to call or to write to. */
export const ContactsList = () => {
  const { t } = useWords()
  const query = useContactsQuery()
  const contacts = useContacts(query)
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{t("bookings.contacts.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle text-pretty">
            {t("bookings.contacts.text")}
          </Text>
        </div>
        {query && <ContactActions query={query} contacts={contacts.data?.contacts ?? []} />}
      </div>
      {query === null ? (
        <EmptyState title={t("bookings.contacts.noChange.title")} text={t("bookings.contacts.noChange.text")} />
      ) : (
        <Loaded query={contacts}>
          {({ contacts: found, truncated }) =>
            found.length === 0 ? (
              <EmptyState title={t("bookings.contacts.empty.title")} text={t("bookings.contacts.empty.text")} />
            ) : (
              <>
                {truncated && (
                  <Text size="small" className="text-ui-tag-orange-text px-6 py-3">
                    {t("bookings.contacts.truncated")}
                  </Text>
                )}
                <ul className="divide-ui-border-base divide-y">
                  {found.map((contact) => (
                    <ContactRow key={contact.allocations[0]!.id} contact={contact} />
                  ))}
                </ul>
              </>
            )
          }
        </Loaded>
      )}
    </Container>
  )
}
