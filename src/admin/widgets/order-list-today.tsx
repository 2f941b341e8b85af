import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { NotUpToDate } from "../components/page-states"
import { WidgetSection } from "../components/widget-section"
import { useRunSheet, type RunSheetRow } from "../hooks/use-run-sheet"
import { useWords } from "../hooks/use-words"

const SHOWN = 5

/** What leaves and comes back today, beside the orders; where nothing is out today there is nothing to show. */
const OrderListToday = () => {
  const { t } = useWords()
  const sheet = useRunSheet({})
  const { data } = sheet
  if (!data || data.departures.length + data.returns.length + data.in_use.length === 0) return null
  return (
    <WidgetSection
      title={t("widgets.today.title")}
      action={
        <Link
          to="/bookings/run-sheet"
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
        >
          {t("widgets.today.runSheet")}
        </Link>
      }
    >
      <NotUpToDate query={sheet} />
      <div className="grid grid-cols-1 divide-y sm:grid-cols-2 sm:divide-x sm:divide-y-0">
        <Going title={t("widgets.today.out", { count: data.departures.length })} rows={data.departures} />
        <Going title={t("widgets.today.back", { count: data.returns.length })} rows={data.returns} />
      </div>
    </WidgetSection>
  )
}

const Going = ({ title, rows }: { title: string; rows: RunSheetRow[] }) => {
  const { t } = useWords()
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      <Text size="small" weight="plus">
        {title}
      </Text>
      <ul className="flex flex-col gap-y-1">
        {rows.slice(0, SHOWN).map(({ id, resource_name, unit_label, quantity, order_id, ...row }) => (
          <li key={id} className="txt-small flex flex-wrap gap-x-2">
            <span>
              {resource_name}
              {unit_label ? ` · ${unit_label}` : quantity > 1 ? ` × ${quantity}` : ""}
            </span>
            <span className="text-ui-fg-subtle">{row.contact_name ?? row.contact_email ?? row.contact_phone}</span>
            {order_id && (
              <Link
                to={`/orders/${order_id}`}
                className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover ms-auto"
              >
                {t("common.order")}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && (
        <Text size="small" className="text-ui-fg-subtle">
          {t("overview.more", { count: rows.length - SHOWN })}
        </Text>
      )}
    </div>
  )
}

export const config = defineWidgetConfig({ zone: "order.list" })

export default OrderListToday
