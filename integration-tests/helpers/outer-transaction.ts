import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import type { IsolationLevel } from "@medusajs/framework/mikro-orm/core"
import type { Context } from "@medusajs/framework/types"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"

type Joined = Context<EntityManager>
type WithRepository = { baseRepository_: { getFreshManager(): EntityManager } }

/**
 * A transaction of somebody else's, as a host's code opens one around several calls: it commits when the work is
 * done and rolls back when it throws.
 */
export async function inTransaction<T>(
  service: ResourceBookingModuleService,
  work: (context: Joined) => Promise<T>,
  isolationLevel?: "read committed" | "repeatable read" | "serializable",
): Promise<T> {
  const manager = (service as unknown as WithRepository).baseRepository_.getFreshManager()
  return await manager.transactional(
    (transactionManager) => work({ transactionManager: transactionManager as EntityManager }),
    { isolationLevel: isolationLevel as IsolationLevel | undefined },
  )
}
