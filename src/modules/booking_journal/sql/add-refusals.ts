import type { LostDemand } from "../types"
import type { Manager } from "./manager"

/**
 * Adds counts to the present hour of UTC, which is the database's. Rows are taken in one order by everybody, or two
 * processes that flush the same days would wait for each other.
 */
export const addRefusals = async (manager: Manager, refusals: (LostDemand & { id: string })[]): Promise<void> => {
  await manager.execute(
    `insert into booking_refusal as r (id, resource_id, date, hour, code, count)
     select id, resource_id, date, date_trunc('hour', now(), 'UTC'), code, count
     from jsonb_to_recordset(?::jsonb) as n (id text, resource_id text, date date, code text, count integer)
     order by resource_id, date, code
     on conflict on constraint booking_refusal_hour_key
     do update set count = r.count + excluded.count, updated_at = now()`,
    [JSON.stringify(refusals)],
  )
}
