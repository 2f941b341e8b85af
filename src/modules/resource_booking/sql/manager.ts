import type { Context } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"

/** Runs one statement with bound parameters (`?`) and answers its rows. */
export type Manager = { execute<Rows extends unknown[]>(sql: string, params?: unknown[]): Promise<Rows> }

type Connection = { raw(sql: string, params: unknown[]): PromiseLike<{ rows: unknown[] }> }

/**
 * The connection of a call: the surrounding transaction's, else any of the pool. Straight through the query builder's
 * driver, because the ORM's own `execute` pastes parameters into the text instead of binding them.
 */
export const managerOf = ({ transactionManager, manager }: Context<EntityManager>): Manager => {
  const connection = (transactionManager?.getTransactionContext() ??
    (transactionManager ?? manager!).getKnex()) as Connection
  return {
    async execute<Rows extends unknown[]>(sql: string, params: unknown[] = []) {
      const { rows } = await connection.raw(sql, params)
      return rows as Rows
    },
  }
}
