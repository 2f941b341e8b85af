import type { AllocationStatus } from "../../../../modules/resource_booking/read-types"
import type { AllocationDTO } from "../../../../modules/resource_booking/types"
import { pick } from "../../../lib/list-query"
import { ALLOCATION_FIELDS } from "./query-config"

/** All of an allocation, as staff may see it. */
export const presentAllocation = (allocation: AllocationDTO) => {
  const status: AllocationStatus = allocation.cancelled_at === null ? "CONFIRMED" : "CANCELLED"
  return pick({ ...allocation, status }, ALLOCATION_FIELDS)
}
