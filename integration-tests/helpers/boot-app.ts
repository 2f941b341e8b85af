import { WorkflowScheduler } from "@medusajs/framework/orchestration"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { startApp } from "@medusajs/test-utils"
import { ADMIN_SECRET, MORE_MODULES, ROOT } from "./medusa-command"

export interface BootedApp {
  baseUrl: string
  container: MedusaContainer
  shutdown(): Promise<void>
}

/**
 * All of Medusa in this process, with its API on a port of its own. Jobs are registered and run when a test asks for
 * them; their clocks are stopped, as a clean-up of its own accord would now and then come before the test's.
 */
export async function bootApp(databaseUrl: string, options: Record<string, unknown> = {}): Promise<BootedApp> {
  const restore = setEnv({
    DATABASE_URL: databaseUrl,
    RESOURCE_BOOKING_OPTIONS: JSON.stringify(options),
    MEDUSA_MODULES: MORE_MODULES,
    JWT_SECRET: ADMIN_SECRET,
    // A Redis of the machine's would share the queues of every test.
    REDIS_URL: "",
    DISABLE_MEDUSA_ADMIN: "true",
    LOG_LEVEL: "error",
  })
  try {
    const { port, container, shutdown } = await startApp({ cwd: ROOT })
    await new WorkflowScheduler().clear()
    const connection = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
    return {
      baseUrl: `http://localhost:${port}`,
      container,
      shutdown: async () => {
        await shutdown()
        await connection.destroy()
        restore()
      },
    }
  } catch (error) {
    restore()
    throw error
  }
}

function setEnv(values: Record<string, string>): () => void {
  const before = Object.keys(values).map((name) => [name, process.env[name]] as const)
  Object.assign(process.env, values)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  }
}
