import type { Manager } from "./manager"

export type AllocationEdit = Partial<
  Record<"contact_name" | "contact_email" | "contact_phone" | "note" | "unit_label", string | null> & {
    metadata: Record<string, unknown> | null
  }
>

/** Edits what may change on any day, sold out or past. `edited` is null where the row has changed since it was read. */
export const updateAllocation = async (
  manager: Manager,
  id: string,
  edit: AllocationEdit,
  expectedUpdatedAt: string | null,
): Promise<{ present: unknown; edited: unknown } | undefined> => {
  const [row] = await manager.execute<{ present: unknown; edited: unknown }[]>(
    `with present as (
       select * from resource_allocation where id = ? for update),
     edited as (
       update resource_allocation a
       set contact_name = e.contact_name, contact_email = e.contact_email, contact_phone = e.contact_phone,
           note = e.note, unit_label = e.unit_label, metadata = nullif(e.metadata, 'null'), updated_at = clock_timestamp()
       from present p
       cross join lateral jsonb_populate_record(p::resource_allocation, ?::jsonb) as e
       where a.id = p.id
         and date_trunc('milliseconds', p.updated_at) = coalesce(?::timestamptz, date_trunc('milliseconds', p.updated_at))
       returning a.*)
     select to_jsonb(p) as present, (select to_jsonb(e) from edited e) as edited
     from present p`,
    [id, JSON.stringify(edit), expectedUpdatedAt],
  )
  return row
}
