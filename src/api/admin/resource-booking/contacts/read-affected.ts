import type { AdminRequest } from "../admin-request"
import type { AffectedInput } from "../../../../modules/resource_booking/read-types"
import { bookingServiceOf } from "../../../lib/service-of"
import { orderNumbers } from "../order-numbers"
import type { AdminListContactsQuery } from "./validators"

/** Whom a change of dates concerns, with the numbers of their orders. Throws `blackout_not_found`. */
export const readAffected = async (req: AdminRequest<unknown, AdminListContactsQuery>) => {
  const service = bookingServiceOf(req)
  const { rows, truncated } = await service.findAffected(await changeOf(req))
  const numbers = await orderNumbers(req.scope, rows)
  return { rows: rows.map((row) => ({ ...row, ...numbers(row) })), truncated }
}

const changeOf = async (req: AdminRequest<unknown, AdminListContactsQuery>): Promise<AffectedInput> => {
  const { blackout_id, resource_id, type, weekdays, start_date, end_date } = req.validatedQuery
  if (blackout_id === undefined) {
    return { resource_ids: resource_id, type, weekdays, start_date: start_date!, end_date: end_date! }
  }
  const blackout = await bookingServiceOf(req).getBlackout(blackout_id)
  return {
    start_date: blackout.start_date,
    end_date: blackout.end_date,
    ...(blackout.resource_id ? { resource_ids: [blackout.resource_id] } : {}),
    ...(blackout.resource_type ? { type: blackout.resource_type } : {}),
  }
}
