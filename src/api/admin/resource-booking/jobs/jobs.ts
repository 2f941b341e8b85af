import type { MedusaContainer } from "@medusajs/framework/types"
import { applyRetentionWorkflow } from "../../../../workflows/resource-booking/apply-retention"
import { expireHoldsWorkflow } from "../../../../workflows/resource-booking/expire-holds"
import { keepCapacityOpenWorkflow } from "../../../../workflows/resource-booking/keep-capacity-open"
import { notifyExpiringWorkflow } from "../../../../workflows/resource-booking/notify-expiring"
import { reconcileBookingsWorkflow } from "../../../../workflows/resource-booking/reconcile-bookings"

/** Each job of `src/jobs` by its name there; a run answers its figures. */
export const JOBS: Record<string, (container: MedusaContainer) => Promise<{ result: object }>> = {
  "cleanup-expired-holds": (container) => expireHoldsWorkflow(container).run(),
  "notify-expiring-holds": (container) => notifyExpiringWorkflow(container).run(),
  "keep-capacity-open": (container) => keepCapacityOpenWorkflow(container).run(),
  "reconcile-bookings": (container) => reconcileBookingsWorkflow(container).run({ input: {} }),
  "apply-retention": (container) => applyRetentionWorkflow(container).run(),
}
