import type { ResourceTypeRow } from "../read-types"
import type { Manager } from "./manager"

/** The types in use, by name. */
export const listResourceTypes = (manager: Manager): Promise<ResourceTypeRow[]> =>
  manager.execute<ResourceTypeRow[]>(
    `select type, count(*)::integer as count, (count(*) filter (where is_active))::integer as active_count
     from resource
     where deleted_at is null
     group by type
     order by type`,
  )
