import { bootModule, type BootedModule } from "./boot-module"
import { buildOn } from "./build"
import { dropDatabase, emptyTables, openDb, type Db } from "./database"
import type { HttpSuite } from "./http-suite"
import { expectInvariants } from "./invariants"
import { lazily } from "./lazily"
import { databaseName, widestLimits } from "./module-suite"
import type { Shop } from "./seed-shop"
import type { ServerOptions } from "./server-process"
import { Servers } from "./servers"
import { createShopDatabase } from "./shop-template"

export interface RaceSuite extends Omit<HttpSuite, "container"> {
  servers: Servers
}

export type RaceSuiteOptions = Omit<ServerOptions, "databaseUrl"> & {
  /** How many server processes; two by default. */
  processes?: number
}

/**
 * Declares tests against several real server processes on one database. `service` is the module in this process on the
 * same database: it arranges, and can race beside the servers. After every test the invariants are checked, then the
 * servers' logs; what a test has killed is started again before the next.
 */
export function raceSuite(
  testSuite: (suite: RaceSuite) => void,
  { processes = 2, ...given }: RaceSuiteOptions = {},
): void {
  describe("", () => {
    const name = databaseName()
    let db: Db | undefined
    let shop: Shop | undefined
    let servers: Servers | undefined
    let module: BootedModule<RaceSuite["service"]> | undefined

    beforeAll(async () => {
      const made = await createShopDatabase(name)
      shop = made.shop
      db = openDb(made.url)
      module = await bootModule(made.url, { options: given.options })
      servers = await Servers.start(processes, { ...given, databaseUrl: made.url }, shop, db)
    }, 240_000)

    beforeEach(async () => {
      await emptyTables(db!)
      await servers!.revive()
    })

    afterEach(async () => {
      if (!servers) return
      await expectInvariants(db!, widestLimits([module!.service.options]))
      servers.expectCleanLogs()
    })

    afterAll(async () => {
      await servers?.stop()
      await module?.shutdown()
      await db?.close()
      await dropDatabase(name)
    })

    const service = lazily("The service", () => module?.service)
    testSuite({
      servers: lazily("The servers", () => servers),
      api: lazily("The API", () => servers?.api),
      db: lazily("The database", () => db),
      build: buildOn(service),
      service,
    })
  })
}
