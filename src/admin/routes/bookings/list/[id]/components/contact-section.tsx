import { Container, Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { Link } from "react-router-dom"
import { wordsOfHold } from "../../../../../components/booking/words-schema"
import type { Booking } from "../../../../../hooks/use-booking"
import { useWords } from "../../../../../hooks/use-words"

const LINK = "text-ui-fg-interactive hover:text-ui-fg-interactive-hover"

/** Whom to call about it, and where its money is. */
export const ContactSection = ({ booking: { live, over, holds } }: { booking: Booking }) => {
  const { t } = useWords()
  const allocation = live[0] ?? over.at(-1)
  const words = allocation ?? (holds[0] && wordsOfHold(holds[0]))
  const customer = allocation?.customer_id ?? holds[0]?.customer_id
  const source = allocation?.source ?? holds[0]?.source
  if (!words) return null
  const { contact_name, contact_phone, contact_email } = words
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("bookings.detail.contact")}</Heading>
      </div>
      <dl className="divide-ui-border-base divide-y">
        <Row title={t("common.fields.contact_name")}>
          {customer ? (
            <Link to={`/customers/${customer}`} className={LINK}>
              {contact_name ?? t("bookings.detail.customer")}
            </Link>
          ) : (
            contact_name
          )}
        </Row>
        <Row title={t("common.fields.contact_phone")}>
          {contact_phone && (
            <a href={`tel:${contact_phone.replace(/\s/g, "")}`} className={LINK}>
              {contact_phone}
            </a>
          )}
        </Row>
        <Row title={t("common.fields.contact_email")}>
          {contact_email && (
            <a href={`mailto:${contact_email}`} className={LINK}>
              {contact_email}
            </a>
          )}
        </Row>
        <Row title={t("common.order")}>
          {allocation?.order_id && (
            <Link to={`/orders/${allocation.order_id}`} className={LINK}>
              {allocation.order_display_id === null ? t("common.order") : `#${allocation.order_display_id}`}
            </Link>
          )}
        </Row>
        <Row title={t("bookings.columns.from")}>{source && t(`bookings.source.${source}`)}</Row>
      </dl>
    </Container>
  )
}

const Row = ({ title, children }: { title: string; children: ReactNode }) => (
  <div className="grid grid-cols-3 gap-x-4 px-6 py-3">
    <dt>
      <Text size="small" leading="compact" weight="plus" className="text-ui-fg-subtle">
        {title}
      </Text>
    </dt>
    <dd className="txt-compact-small text-ui-fg-subtle col-span-2 break-words">{children || "–"}</dd>
  </div>
)
