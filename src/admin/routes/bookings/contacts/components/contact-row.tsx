import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import type { AffectedAllocation, AffectedContact } from "../../../../hooks/use-contacts"
import { useWords } from "../../../../hooks/use-words"

const LINK = "text-ui-fg-interactive hover:text-ui-fg-interactive-hover"

export const ContactRow = ({ contact }: { contact: AffectedContact }) => {
  const { t } = useWords()
  const { contact_name, contact_phone, contact_email, allocations } = contact
  return (
    <li className="grid grid-cols-1 gap-x-6 gap-y-2 px-6 py-4 md:grid-cols-2">
      <div className="txt-compact-small flex min-w-0 flex-col items-start gap-y-1">
        <Text weight="plus" leading="compact">
          {contact_name ?? contact_email ?? contact_phone ?? t("common.conflicts.nobody")}
        </Text>
        {contact_phone && (
          <a href={`tel:${contact_phone.replace(/[^+\d]/g, "")}`} className={LINK}>
            {contact_phone}
          </a>
        )}
        {contact_email && (
          <a href={`mailto:${contact_email}`} className={`${LINK} max-w-full truncate`}>
            {contact_email}
          </a>
        )}
      </div>
      <ul className="flex flex-col gap-y-1">
        {allocations.map((allocation) => (
          <Affected key={allocation.id} allocation={allocation} />
        ))}
      </ul>
    </li>
  )
}

const Affected = ({ allocation }: { allocation: AffectedAllocation }) => {
  const { t, range, dates } = useWords()
  const { booking_id, resource_name, start_date, end_date, quantity, order_id, order_display_id } = allocation
  return (
    <li className="txt-compact-small text-ui-fg-subtle">
      <Link to={`/bookings/list/${booking_id}`} className={LINK}>
        {resource_name}, {range(start_date, end_date)}
      </Link>
      {" · "}
      {t("common.units", { count: quantity })}
      {order_id && (
        <>
          {" · "}
          <Link to={`/orders/${order_id}`} className={LINK}>
            {order_display_id === null ? t("common.order") : `#${order_display_id}`}
          </Link>
        </>
      )}
      <br />
      <span className="text-ui-fg-muted">{t("bookings.contacts.concerned", { dates: dates(allocation.dates) })}</span>
    </li>
  )
}
