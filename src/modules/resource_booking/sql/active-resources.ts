import type { SearchInput } from "../read-types"
import { always, containing, given, type Condition } from "./where"

/** What a customer may find at all. */
export const activeResources = ({ type, q }: Pick<SearchInput, "type" | "q">): Condition[] => [
  always("r.deleted_at is null"),
  always("r.is_active"),
  given(type, "r.type = upper(?::text)"),
  containing(q, ["r.name", "r.description", "r.id"]),
]
