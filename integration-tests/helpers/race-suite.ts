import fs from "node:fs"
import path from "node:path"
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
  /** Events, workflows and locks in one Redis, as a shop of several processes has them; without it each has its own. */
  redis?: boolean
}

type Redis = { url: string; stop: () => Promise<void> }

/** Throws where the machine has none, with what to do. */
async function openRedis(): Promise<Redis> {
  const redis = await import("../../scripts/cluster/redis.mjs")
  return (await redis.openRedis(fs.mkdtempSync(path.join(process.env.RB_TEST_DIR!, "redis-")))) as Redis
}

/**
 * Declares tests against several real server processes on one database. `service` is the module in this process on the
 * same database: it arranges, and can race beside the servers. After every test the invariants are checked, then the
 * servers' logs; what a test has killed is started again before the next.
 */
export function raceSuite(
  testSuite: (suite: RaceSuite) => void,
  { processes = 2, redis: hasRedis = false, ...given }: RaceSuiteOptions = {},
): void {
  describe("", () => {
    const name = databaseName()
    let db: Db | undefined
    let shop: Shop | undefined
    let servers: Servers | undefined
    let module: BootedModule<RaceSuite["service"]> | undefined
    let redis: Redis | undefined

    beforeAll(async () => {
      const made = await createShopDatabase(name)
      shop = made.shop
      db = openDb(made.url)
      module = await bootModule(made.url, { options: given.options })
      redis = hasRedis ? await openRedis() : undefined
      const env = { ...given.env, ...(redis && { REDIS_URL: redis.url }) }
      servers = await Servers.start(processes, { ...given, env, databaseUrl: made.url }, shop, db)
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
      await redis?.stop()
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
