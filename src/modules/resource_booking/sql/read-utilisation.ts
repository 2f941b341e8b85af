import type { UtilisationInput, UtilisationRow } from "../read-types"
import { OF_ANY_RESOURCE } from "./hold-predicates"
import type { Manager } from "./manager"
import { given, where } from "./where"

const GROUPS = {
  week: {
    key: "date_trunc('week', rc.date::timestamp)::date::text",
    label: "to_char(date_trunc('week', rc.date::timestamp), 'IYYY-\"W\"IW')",
  },
  month: { key: "to_char(rc.date::timestamp, 'YYYY-MM')", label: "to_char(rc.date::timestamp, 'FMMonth YYYY')" },
  resource: { key: "r.id", label: "r.name" },
}

/** Unit dates on offer and taken. A deleted resource counts up to the day it was deleted: history stays. */
export const readUtilisation = async (
  manager: Manager,
  { start_date, end_date, type, by, split }: UtilisationInput,
): Promise<UtilisationRow[]> => {
  const group = GROUPS[by]
  const filter = where([
    given(start_date, "rc.date >= ?::date"),
    given(end_date, "rc.date <= ?::date"),
    given(type, "r.type = upper(?::text)"),
  ])
  return await manager.execute<UtilisationRow[]>(
    `with held as materialized (
       select h.resource_id, d.date, sum(h.quantity) as quantity
       from resource_hold h
       cross join unnest(h.dates) as d(date)
       where h.status = 'ACTIVE'
         and h.${OF_ANY_RESOURCE}
         and d.date between ?::date and ?::date
       group by 1, 2),
     used as (
       select ${split ? "r.type, " : ""}${group.key} as key, ${group.label} as label, sum(rc.max_capacity) as capacity,
              sum(rc.max_capacity - rc.available_capacity - coalesce(h.quantity, 0)) as allocated,
              sum(coalesce(h.quantity, 0)) as held
       from resource_capacity rc
       join resource r
         on r.id = rc.resource_id
         and (r.deleted_at is null or rc.date <= (r.deleted_at at time zone r.timezone)::date)
       left join held h on h.resource_id = rc.resource_id and h.date = rc.date
       ${filter.sql}
       group by ${split ? "1, 2, 3" : "1, 2"})
     select key, label, ${split ? "type, " : ""} capacity::float8, allocated::float8, held::float8,
            coalesce(round(allocated / nullif(capacity, 0), 4), 0)::float8 as utilisation
     from used
     order by ${by === "resource" ? "label, key" : "key"}${split ? ", type" : ""}`,
    [start_date, end_date, ...filter.params],
  )
}
