import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminOrder, DetailWidgetProps } from "@medusajs/framework/types"
import { IncidentItem } from "../components/incidents/incident-item"
import { BookedLine } from "../components/order/booked-line"
import { OrderAllocation } from "../components/order/order-allocation"
import { Loaded } from "../components/page-states"
import { WidgetSection } from "../components/widget-section"
import { useIncidents } from "../hooks/use-incidents"
import { useOrderBookings } from "../hooks/use-order-bookings"
import { useWords } from "../hooks/use-words"
import type { ListedAllocation } from "../lib/types"

/**
 * What an order has booked, what it lacks, and what is wrong with it. Most orders of a shop may have no dates: nothing stands
 * there before it is known that this one has.
 */
const OrderBookings = ({ data: order }: DetailWidgetProps<AdminOrder>) => {
  const { t } = useWords()
  const bookings = useOrderBookings(order.id)
  const { data, isError } = bookings
  if (data ? data.lines.length + data.allocations.length === 0 : !isError) return null
  return (
    <WidgetSection title={t("widgets.order.title")}>
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
    </WidgetSection>
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
        <IncidentItem key={incident.id} incident={incident} isOnItsOrder />
      ))}
    </ul>
  )
}

export const config = defineWidgetConfig({ zone: "order.details.side" })

export default OrderBookings
