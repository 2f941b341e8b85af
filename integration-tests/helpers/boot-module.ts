import path from "node:path"
import { MikroORM } from "@medusajs/framework/mikro-orm/postgresql"
import { MedusaModule } from "@medusajs/framework/modules-sdk"
import { ContainerRegistrationKeys, Modules, ModulesSdkUtils } from "@medusajs/framework/utils"
import { initModules, MockEventBusService, TestDatabaseUtils } from "@medusajs/test-utils"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"

const ROOT = process.cwd()
const folder = (name: string) => path.join(ROOT, "src/modules", name)

/** Applies the module's own migrations, or takes all of them back: only they hold the checks, triggers and functions. */
export async function migrate(url: string, { moduleName = "resource_booking", down = false } = {}): Promise<void> {
  const migrations = path.join(folder(moduleName), "migrations")
  const orm = await MikroORM.init({
    ...TestDatabaseUtils.getMikroOrmConfig({ mikroOrmEntities: [], pathToMigrations: migrations, clientUrl: url }),
    discovery: { warnWhenNoEntities: false },
  })
  try {
    if (down) await orm.getMigrator().down({ to: 0 })
    else await orm.getMigrator().up()
  } finally {
    await orm.close()
  }
}

export interface BootedModule<Service> {
  service: Service
  shutdown(): Promise<void>
}

/** One instance of a module on a database, as Medusa would load it, with a pool of its own. */
export async function bootModule<Service = ResourceBookingModuleService>(
  url: string,
  { options = {}, moduleName = "resource_booking", poolSize = 10 }: BootOptions = {},
): Promise<BootedModule<Service>> {
  const connection = ModulesSdkUtils.createPgConnection({
    clientUrl: url,
    schema: "public",
    pool: { min: 0, max: poolSize },
  })
  const booted: { medusaApp: { modules: Record<string, unknown> }; shutdown: () => Promise<void> } = await initModules({
    cwd: ROOT,
    databaseConfig: { clientUrl: url, schema: "public" },
    preventConnectionDestroyWarning: true,
    injectedDependencies: {
      [ContainerRegistrationKeys.PG_CONNECTION]: connection,
      [Modules.EVENT_BUS]: new MockEventBusService(),
      [ContainerRegistrationKeys.LOGGER]: console,
    },
    // Medusa writes the database into the very object it is given.
    modulesConfig: { [moduleName]: { resolve: folder(moduleName), options: { ...options } } },
  })
  // Medusa keeps one instance per module name; forget it, so that a second one can stand beside this.
  MedusaModule.clearInstances()
  return {
    service: booted.medusaApp.modules[moduleName] as Service,
    shutdown: async () => {
      await booted.shutdown()
      await connection.destroy()
    },
  }
}

export interface BootOptions {
  /** The plugin's options, as a merchant would write them. */
  options?: Record<string, unknown>
  moduleName?: string
  /** Connections of the module's pool. */
  poolSize?: number
}
