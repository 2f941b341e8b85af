import type { HoldContact } from "../types"
import { contactOf } from "./hold-contact"
import type { Manager } from "./manager"

/** Whom these holds are for. */
export const findHoldContacts = async (manager: Manager, ids: string[]): Promise<Map<string, HoldContact>> => {
  if (ids.length === 0) return new Map()
  const rows = await manager.execute<({ id: string } & HoldContact)[]>(
    `select h.id, ${contactOf("h")} from resource_hold h where h.id = any (?::text[])`,
    [ids],
  )
  return new Map(rows.map(({ id, ...contact }) => [id, contact]))
}
