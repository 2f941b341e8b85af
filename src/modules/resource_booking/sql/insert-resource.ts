import type { CreateResourceInput } from "../types"
import type { Manager } from "./manager"

/** Straight SQL, as the ORM would write only at the end of a surrounding transaction: its dates could not be opened. */
export const insertResource = async (manager: Manager, id: string, input: CreateResourceInput): Promise<void> => {
  await manager.execute(
    `insert into resource (
       id, name, type, description, timezone, booking_unit, is_active, hold_ttl_minutes, min_days, max_days,
       default_capacity, open_days_ahead, metadata)
     select ?::text, r.name, r.type, r.description, r.timezone, coalesce(r.booking_unit, 'DAY'),
       coalesce(r.is_active, true), r.hold_ttl_minutes, r.min_days, r.max_days, r.default_capacity, r.open_days_ahead,
       nullif(r.metadata, 'null')
     from jsonb_populate_record(null::resource, ?::jsonb) as r`,
    [id, JSON.stringify(input)],
  )
}
