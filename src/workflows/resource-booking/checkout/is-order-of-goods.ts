import type { MedusaContainer } from "@medusajs/framework/types"
import { journalService } from "../journal-service"
import { ordersWithBookings } from "./orders-with-bookings"

/** Whether an order is none of ours: it sells no dates, has never booked any, and no incident names it. */
export const isOrderOfGoods = async (container: MedusaContainer, orderId: string): Promise<boolean> => {
  const [ours, { incidents }] = await Promise.all([
    // Core cannot read the items of an order that is just being deleted.
    ordersWithBookings(container, [orderId]).catch(() => [orderId]),
    journalService(container).listIncidents({ ref: orderId, open: true }, { limit: 1 }),
  ])
  return ours.length === 0 && incidents.length === 0
}
