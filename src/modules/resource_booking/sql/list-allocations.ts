import type { AllocationFilters } from "../read-types"
import { allocationConditions, allocationRow } from "./allocation-rows"
import { listPage, type ListedRows } from "./list-page"
import type { Manager } from "./manager"

export const listAllocations = async (manager: Manager, filters: AllocationFilters): Promise<ListedRows> =>
  await listPage(
    manager,
    {
      table: "resource_allocation",
      row: allocationRow,
      conditions: allocationConditions(filters),
      sortable: ["created_at", "updated_at", "start_date", "end_date", "quantity", "contact_name", "cancelled_at"],
    },
    filters,
  )
