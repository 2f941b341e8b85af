import { allocationRow, allocationTables } from "./allocation-rows"
import type { Manager } from "./manager"

export const findAllocation = async (manager: Manager, id: string): Promise<unknown> => {
  const [found] = await manager.execute<{ allocation: unknown }[]>(
    `select ${allocationRow} as allocation
     from ${allocationTables}
     where c.id = ?::text`,
    [id],
  )
  return found?.allocation
}
