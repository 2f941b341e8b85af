import type { BlackoutFilters } from "../read-types"
import { containingWithResource } from "./claim-conditions"
import { listPage, type ListedRows } from "./list-page"
import type { Manager } from "./manager"
import { always, asList, given } from "./where"

export const listBlackouts = async (manager: Manager, filters: BlackoutFilters): Promise<ListedRows> =>
  await listPage(
    manager,
    {
      table: "resource_blackout",
      row: "to_jsonb(c) || jsonb_build_object('resource_name', r.name, 'resource_timezone', r.timezone)",
      conditions: [
        always("c.deleted_at is null"),
        given(asList(filters.resource_id), "c.resource_id = any (?::text[])"),
        given(filters.type, "c.resource_type = upper(?::text)"),
        given(filters.start_date, "c.end_date >= ?::date"),
        given(filters.end_date, "c.start_date <= ?::date"),
        containingWithResource(filters.q, ["c.reason", "c.public_note", "c.id"]),
      ],
      sortable: ["start_date", "end_date", "created_at", "updated_at"],
    },
    filters,
  )
