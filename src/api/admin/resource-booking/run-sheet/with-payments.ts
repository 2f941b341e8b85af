import type { MedusaContainer } from "@medusajs/framework/types"
import type { RunSheet, RunSheetRow } from "../../../../modules/resource_booking/read-types"
import { pick } from "../../../lib/list-query"
import { ALLOCATION_FIELDS } from "../allocations/query-config"
import { orderPayments } from "../order-payments"

const FIELDS = [...ALLOCATION_FIELDS, "resource_name", "resource_type", "booked_with"] as const

/** The run sheet with the number of each order and what is still to be paid for it, asked once for the whole day. */
export const withPayments = async (scope: MedusaContainer, { date, ...lists }: RunSheet) => {
  const { departures, returns, in_use } = lists
  const payments = await orderPayments(scope, [...departures, ...returns, ...in_use])
  const shown = (row: RunSheetRow) => ({ ...pick(row, FIELDS), ...payments(row) })
  return { date, departures: departures.map(shown), returns: returns.map(shown), in_use: in_use.map(shown) }
}
