import type { HoldFilters } from "../read-types"
import type { HoldStatus } from "../types"
import { claimConditions, containingPhone, orNamedElsewhere } from "./claim-conditions"
import { textOf } from "./hold-contact"
import { isLapsed, isLive, OF_ANY_RESOURCE } from "./hold-predicates"
import { listPage, type ListedRows } from "./list-page"
import type { Manager } from "./manager"
import { anyStatus, given } from "./where"

// One condition per status instead of a case of all: that of live holds is answered by their partial indexes.
const BY_STATUS: Record<HoldStatus, string> = {
  ACTIVE: `${isLive("c")} and c.${OF_ANY_RESOURCE}`,
  CONFIRMED: "c.status = 'CONFIRMED'",
  RELEASED: "c.status = 'RELEASED'",
  EXPIRED: `(c.status = 'EXPIRED' or ${isLapsed("c")})`,
}

// One index has the resources of live holds, another those of ended ones, so that no sale writes into the larger.
const liveOrEnded = (ids: string) =>
  `(c.status = 'ACTIVE' and c.resource_id = any (${ids}) or c.status <> 'ACTIVE' and c.resource_id = any (${ids}))`

const [NAME, PHONE] = [textOf("c", "contact_name"), textOf("c", "contact_phone")]
const TEXTS = ["c.customer_email", "c.id", "c.booking_id", "c.cart_id", "c.line_item_id", "c.customer_id", NAME, PHONE]

export const listHolds = async (manager: Manager, filters: HoldFilters): Promise<ListedRows> =>
  await listPage(
    manager,
    {
      table: "resource_hold",
      row: "to_jsonb(c) || jsonb_build_object('resource_name', r.name, 'resource_type', r.type)",
      conditions: [
        ...claimConditions(filters, liveOrEnded),
        anyStatus(filters.status, BY_STATUS),
        given(filters.cart_id, "c.cart_id = ?::text"),
        given(filters.order_id, "c.id in (select a.hold_id from resource_allocation a where a.order_id = ?::text)"),
        orNamedElsewhere(
          containingPhone(filters.q, TEXTS, PHONE),
          filters,
          "c.id in (select a.hold_id from resource_allocation a where a.order_id = any (?::text[]))",
        ),
      ],
      sortable: ["created_at", "updated_at", "expires_at", "start_date", "end_date", "quantity", "status"],
    },
    filters,
  )
