import type { IncidentFilters, IncidentOrder, Page } from "../types"
import type { Manager } from "./manager"
import { readPage } from "./read-page"

/** `q` is looked for in the ref, the note, the id and the details; `order` must be one of the known ones. */
export const listIncidents = (
  manager: Manager,
  { kind, open, ref, q }: IncidentFilters,
  { order, ...page }: Page & { order: IncidentOrder },
) => {
  const direction = order.startsWith("-") ? "desc" : "asc"
  return readPage(
    manager,
    "booking_incident",
    [
      ["kind = ?", kind],
      ["(resolved_at is null) = ?::boolean", open],
      ["ref = ?", ref],
      ["strpos(lower(concat_ws(' ', id, ref, note, details::text)), lower(?)) > 0", q || undefined],
    ],
    `${order.replace("-", "")} ${direction} nulls last, id ${direction}`,
    page,
  )
}
