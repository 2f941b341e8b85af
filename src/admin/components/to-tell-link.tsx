import { Link } from "react-router-dom"
import type { ContactsQuery } from "../hooks/use-contacts"
import { useWords } from "../hooks/use-words"

/** To the list of the customers whom a blackout or a change of capacity concerns. */
export const ToTellLink = ({ change }: { change: ContactsQuery }) => {
  const { t } = useWords()
  const params = new URLSearchParams(
    Object.entries(change).flatMap(([key, value]) => [value ?? []].flat().map((each) => [key, each])),
  )
  return (
    <Link
      to={`/bookings/contacts?${params}`}
      className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover self-start"
    >
      {t("bookings.contacts.link")}
    </Link>
  )
}
