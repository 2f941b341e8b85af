import type { MedusaContainer } from "@medusajs/framework/types"
import type { OrderAllocation } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import type { SettledOrder } from "./order-lines"
import { planOrder, type OrderPlan } from "./plan-order"

type PlanOfOrder = { plan: OrderPlan; allocations: OrderAllocation[] }

/** The plan of an order, by what it has booked and what stands for it in its cart; `seen` may look at the booked in another light. */
export const planOfOrder = async (
  container: MedusaContainer,
  order: SettledOrder,
  seen: (allocation: OrderAllocation) => OrderAllocation = (allocation) => allocation,
): Promise<PlanOfOrder> => {
  const service = bookingService(container)
  const [allocations, holds] = await Promise.all([
    service.getOrderAllocations(order.id),
    order.cart_id ? service.getLineHolds(order.cart_id) : [],
  ])
  return { plan: planOrder({ ...order, allocations: allocations.map(seen), holds }), allocations }
}
