import type { Manager } from "./manager"

export const readCapacityRevision = async (
  manager: Manager,
  { resource_id, start_date, end_date }: { resource_id: string; start_date: string; end_date: string },
): Promise<string> => {
  const [row] = await manager.execute<[{ revision: string }]>(
    "select rb_capacity_revision_1(?::text, ?::date, ?::date) as revision",
    [resource_id, start_date, end_date],
  )
  return row.revision
}
