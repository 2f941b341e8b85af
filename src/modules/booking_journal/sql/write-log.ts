import type { LogInput } from "../types"
import type { Manager } from "./manager"

/** Adds one entry, dated by the database, and answers it. */
export const writeLog = async (manager: Manager, { id, ...entry }: LogInput & { id: string }): Promise<unknown> => {
  const [row] = await manager.execute<{ entry: unknown }[]>(
    `insert into booking_log as l (id, actor, action, resource_id, selector, before, after)
     values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb)
     returning to_jsonb(l) as entry`,
    [
      id,
      entry.actor,
      entry.action,
      entry.resource_id ?? null,
      ...[entry.selector, entry.before, entry.after].map(json),
    ],
  )
  return row!.entry
}

const json = (value: unknown) => (value ? JSON.stringify(value) : null)
