import type { Browser } from "playwright-core"
import { Api } from "../api"
import { bootModule, type BootedModule } from "../boot-module"
import { buildOn, type Build } from "../build"
import { dropDatabase, emptyTables, openDb, type Db } from "../database"
import { expectInvariants } from "../invariants"
import { lazily } from "../lazily"
import { databaseName, widestLimits } from "../module-suite"
import type ResourceBookingModuleService from "../../../src/modules/resource_booking/service"
import { ServerProcess } from "../server-process"
import { createShopDatabase } from "../shop-template"
import { startChromium } from "./chromium"
import { dashboardFolder } from "./dashboard"
import { Desk } from "./desk"
import { inviteStaff } from "./staff"

export interface DeskSuite {
  desk: Desk
  api: Api
  build: Build
  db: Db
  service: ResourceBookingModuleService
}

/**
 * Declares tests of the dashboard as staff see it: the built dashboard, a server process of its own, PostgreSQL and
 * Chromium. `service` and `build` are the module in this process on the same database: they arrange. Every test begins
 * with the plugin's tables empty and ends with the invariants checked, and it fails if a page threw or the server
 * answered 5xx.
 */
export function deskSuite(testSuite: (suite: DeskSuite) => void): void {
  describe("", () => {
    const name = databaseName()
    let db: Db | undefined
    let server: ServerProcess | undefined
    let module: BootedModule<ResourceBookingModuleService> | undefined
    let browser: Browser | undefined
    let api: Api | undefined
    let desk: Desk | undefined

    beforeAll(async () => {
      // First, so that who has no browser learns it at once.
      browser = await startChromium()
      const [cwd, { url, shop }] = [await dashboardFolder(), await createShopDatabase(name)]
      db = openDb(url)
      module = await bootModule(url)
      server = new ServerProcess({ databaseUrl: url, cwd, env: { DISABLE_MEDUSA_ADMIN: "false" } })
      await server.start()
      api = new Api(server.url, shop)
      desk = new Desk(browser, server.url, await inviteStaff(api))
    }, 240_000)

    beforeEach(async () => {
      await emptyTables(db!)
    })

    afterEach(async () => {
      if (!desk) return
      await desk.tidy(expect.getState().currentTestName ?? "test")
      await expectInvariants(db!, widestLimits([module!.service.options]))
    })

    afterAll(async () => {
      await browser?.close()
      await server?.stop()
      await module?.shutdown()
      await db?.close()
      await dropDatabase(name)
    })

    const service = lazily("The service", () => module?.service)
    testSuite({
      desk: lazily("The desk", () => desk),
      api: lazily("The API", () => api),
      db: lazily("The database", () => db),
      build: buildOn(service),
      service,
    })
  })
}
