import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"
import { csvText } from "../../../../../modules/resource_booking/domain/csv"
import type { ExportedAllocation } from "../../../../../modules/resource_booking/read-types"
import { bookingRoute } from "../../../../lib/booking-route"
import { bookingServiceOf } from "../../../../lib/service-of"
import { namedElsewhere } from "../../named-elsewhere"
import { orderNumbers } from "../../order-numbers"
import type { AdminExportAllocationsQuery } from "./validators"

type Request = AuthenticatedMedusaRequest<unknown, AdminExportAllocationsQuery>

const COLUMNS = [
  "id",
  "booking_id",
  "status",
  "resource_name",
  "resource_type",
  "start_date",
  "end_date",
  "days",
  "quantity",
  "unit_label",
  "contact_name",
  "contact_email",
  "contact_phone",
  "note",
  "order_id",
  "order_display_id",
  "source",
  "created_at",
  "cancelled_at",
  "cancel_reason",
] as const satisfies readonly (keyof ExportedAllocation | "order_display_id")[]

/** A file for a spreadsheet. `X-Truncated` says that more rows match than one file may hold: narrow the filters. */
export const GET = bookingRoute(async (req: Request, res) => {
  const named = await namedElsewhere(req.scope, req.validatedQuery.q)
  const { rows, truncated } = await bookingServiceOf(req).exportAllocations({ ...req.validatedQuery, ...named })
  const numbers = await orderNumbers(req.scope, rows)
  res.setHeader("Content-Disposition", 'attachment; filename="allocations.csv"')
  res.setHeader("X-Truncated", String(truncated))
  res.type("text/csv").send(
    csvText(
      COLUMNS,
      rows.map((row) => ({ ...row, ...numbers(row) })),
    ),
  )
})
