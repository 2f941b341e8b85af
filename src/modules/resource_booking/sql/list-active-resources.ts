import type { SearchInput } from "../read-types"
import { activeResources } from "./active-resources"
import { pageBounds } from "./list-page"
import type { Manager } from "./manager"
import { where } from "./where"

export type FoundResources = { count: number; resources: unknown[] }

export const listActiveResources = async (manager: Manager, search: SearchInput): Promise<FoundResources> => {
  const filter = where(activeResources(search))
  const [found] = await manager.execute<[FoundResources]>(
    `select
       (select count(*)::integer from resource r ${filter.sql}) as count,
       (select coalesce(json_agg(to_json(page)), '[]')
        from (
          select r.*
          from resource r
          ${filter.sql}
          order by r.name, r.id
          limit ?::integer offset ?::integer) as page) as resources`,
    [...filter.params, ...filter.params, ...pageBounds(search)],
  )
  return found
}
