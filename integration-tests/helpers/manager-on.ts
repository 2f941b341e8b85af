import type { Manager } from "../../src/modules/resource_booking/sql/manager"
import type { Db } from "./database"

/** The module's statements on a test's own session: theirs write a parameter `?`, PostgreSQL's `$1`. */
export const managerOn = (session: Db): Manager => ({
  async execute<Rows extends unknown[]>(sql: string, params: unknown[] = []) {
    let position = 0
    return (await session.query(
      sql.replace(/\?/g, () => `$${++position}`),
      params,
    )) as Rows
  },
})

/** The same, writing down what it was asked. */
export function counted(manager: Manager): { manager: Manager; statements: string[] } {
  const statements: string[] = []
  return {
    statements,
    manager: {
      async execute<Rows extends unknown[]>(sql: string, params?: unknown[]) {
        statements.push(sql)
        return await manager.execute<Rows>(sql, params)
      },
    },
  }
}
