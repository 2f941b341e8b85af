import type { z } from "@medusajs/framework/zod"
import { AdminListAllocations } from "../validators"

/** The filters of the list of allocations, without its pages. */
export const AdminExportAllocations = AdminListAllocations.omit({
  limit: true,
  offset: true,
  order: true,
  fields: true,
})
export type AdminExportAllocationsQuery = z.infer<typeof AdminExportAllocations>
