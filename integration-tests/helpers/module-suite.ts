import path from "node:path"
import type { BookingOptions } from "../../src/modules/resource_booking/options"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { bootModule, migrate, type BootedModule, type BootOptions } from "./boot-module"
import { buildOn, type Build } from "./build"
import { createDatabase, dropDatabase, emptyTables, openDb, type Db } from "./database"
import { expectInvariants, type OwnerLimits } from "./invariants"
import { lazily } from "./lazily"

type Service = ResourceBookingModuleService

export interface ModuleSuite {
  /** The facade of a module that lives as long as the file, on a database of the file's own. */
  service: Service
  build: Build
  db: Db
  /** A second instance on the same database, as another server would have it; it ends with the test. */
  boot(options?: BootOptions): Promise<Service>
}

/**
 * Declares tests of the resource_booking module alone. Medusa's runner remakes the schema for every test, about a
 * second each; here it is migrated once a file and emptied between tests, some ten milliseconds. After every test
 * the invariants are checked with the widest limits of all instances that the test had.
 */
export function moduleSuite(testSuite: (suite: ModuleSuite) => void, options: BootOptions = {}): void {
  describe("", () => {
    const name = databaseName()
    let db: Db | undefined
    let main: BootedModule<Service> | undefined
    let others: BootedModule<Service>[] = []

    beforeAll(async () => {
      const url = await createDatabase(name)
      await migrate(url)
      db = openDb(url)
      main = await bootModule(url, options)
    })

    beforeEach(async () => {
      await emptyTables(db!)
    })

    afterEach(async () => {
      if (!main) return
      const ended = others.splice(0)
      await expectInvariants(db!, widestLimits([main, ...ended].map(({ service }) => service.options)))
      await Promise.all(ended.map(({ shutdown }) => shutdown()))
    })

    afterAll(async () => {
      others = []
      await main?.shutdown()
      await db?.close()
      await dropDatabase(name)
    })

    const service = lazily("The service", () => main?.service)
    testSuite({
      service,
      build: buildOn(service),
      db: lazily("The database", () => db),
      boot: async (more) => {
        const booted = await bootModule(db!.url, more)
        others.push(booted)
        return booted.service
      },
    })
  })
}

/** What no owner may exceed where several instances with options of their own serve one database. */
export function widestLimits(options: BookingOptions[]): OwnerLimits {
  const widest = (key: keyof OwnerLimits) => Math.max(...options.map((given) => given[key]))
  const unlimited = options.some((given) => given.max_active_unit_days_per_address === 0)
  return {
    max_active_holds_per_owner: widest("max_active_holds_per_owner"),
    max_active_unit_days_per_owner: widest("max_active_unit_days_per_owner"),
    max_active_unit_days_per_address: unlimited ? 0 : widest("max_active_unit_days_per_address"),
  }
}

/** One database a file; short, as PostgreSQL cuts names after 63 bytes. */
export function databaseName(): string {
  const file = path.basename(expect.getState().testPath ?? "test", ".spec.ts")
  return `rb_${file.replaceAll(/\W+/g, "_").slice(0, 30)}_${process.pid}`.toLowerCase()
}
