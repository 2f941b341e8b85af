import { Copy, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useWords } from "../../hooks/use-words"
import { subjectOf } from "../../lib/incidents"
import type { Incident } from "../../lib/types"
import { ResourceName } from "../resource-name"

const LINK = "txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover w-fit"

/** The order, resource or cart that it is about. The dashboard has no page of a cart: its holds are what there is. */
export const IncidentSubject = ({ incident }: { incident: Incident }) => {
  const { t } = useWords()
  const { ref } = incident
  switch (subjectOf(incident)) {
    case "order":
      return (
        <Link to={`/orders/${ref}`} className={LINK}>
          {t("overview.incident.toOrder")}
        </Link>
      )
    case "resource":
      return (
        <Link to={`/bookings/resources/${ref}`} className={LINK}>
          <ResourceName id={ref} />
        </Link>
      )
    case "cart":
      return (
        <div className="flex items-center gap-x-2">
          <Text size="small" className="text-ui-fg-subtle break-all">
            {t("overview.incident.cart", { id: ref })}
          </Text>
          <Copy content={ref} />
        </div>
      )
    case "check":
      return null
  }
}
