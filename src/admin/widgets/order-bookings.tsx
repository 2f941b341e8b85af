import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { Container, Heading } from "@medusajs/ui"
import { IncidentItem } from "../components/incidents/incident-item"
import { BookedLine } from "../components/order/booked-line"
import { OrderAllocation } from "../components/order/order-allocation"
import { Loaded } from "../components/page-states"
import { useIncidents } from "../hooks/use-incidents"
import { useOrderBookings } from "../hooks/use-order-bookings"
import { useWords } from "../hooks/use-words"
import type { ListedAllocation } from "../lib/types"

/** What an order has booked, what it lacks, and what is wrong with it. On an order without dates there is nothing. */
const OrderBookings = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useWords()
  const bookings = useOrderBookings(order.id)
  if (bookings.data && bookings.data.lines.length === 0 && bookings.data.allocations.length === 0) return null
  return (
    <Container className="divide-y p-0" role="region" aria-label={t("widgets.order.title")}>
      <div className="px-6 py-4">
        <Heading level="h2">{t("widgets.order.title")}</Heading>
      </div>
      <Incidents orderId={order.id} />
      <Loaded query={bookings}>
        {({ lines, allocations }) => (
          <ul className="divide-y">
            {lines
              .filter(({ missing }) => missing.length > 0)
              .map((line) => (
                <BookedLine key={line.line_item_id} line={line} orderId={order.id} />
              ))}
            {allocations.filter(isOfInterest).map((allocation) => (
              <OrderAllocation key={allocation.id} allocation={allocation} />
            ))}
          </ul>
        )}
      </Loaded>
    </Container>
  )
}

/** What a move has replaced says nothing that the moved one does not. */
const isOfInterest = ({ cancel_reason }: ListedAllocation) => cancel_reason !== "replaced"

const Incidents = ({ orderId }: { orderId: string }) => {
  const { data } = useIncidents({ ref: orderId, open: true })
  if (!data || data.incidents.length === 0) return null
  return (
    <ul className="divide-y">
      {data.incidents.map((incident) => (
        <IncidentItem key={incident.id} incident={incident} withSubject={false} />
      ))}
    </ul>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side" })

export default OrderBookings
