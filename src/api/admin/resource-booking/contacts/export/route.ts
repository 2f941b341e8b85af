import { csvText } from "../../../../../modules/resource_booking/domain/csv"
import { bookingRoute } from "../../../../lib/booking-route"
import type { AdminRequest } from "../../admin-request"
import { readAffected } from "../read-affected"
import type { AdminListContactsQuery } from "../validators"

const COLUMNS = [
  "contact_name",
  "contact_email",
  "contact_phone",
  "resource_name",
  "start_date",
  "end_date",
  "dates",
  "quantity",
  "order_display_id",
  "booking_id",
  "id",
] as const

/** The same as a file, a line for each allocation. `X-Truncated` says that there are more. */
export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListContactsQuery>, res) => {
  const { rows, truncated } = await readAffected(req)
  res.setHeader("Content-Disposition", 'attachment; filename="contacts.csv"')
  res.setHeader("X-Truncated", String(truncated))
  res.type("text/csv").send(csvText(COLUMNS, rows))
})
