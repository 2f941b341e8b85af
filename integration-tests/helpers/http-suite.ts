import type { MedusaContainer } from "@medusajs/framework/types"
import { RESOURCE_BOOKING_MODULE } from "../../src/modules/resource_booking"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { Api } from "./api"
import { bootApp, type BootedApp } from "./boot-app"
import { buildOn, type Build } from "./build"
import { dropDatabase, emptyTables, openDb, type Db } from "./database"
import { expectInvariants, expectOrdersServed } from "./invariants"
import { documentedRoute } from "./documented"
import { lazily } from "./lazily"
import { databaseName, widestLimits } from "./module-suite"
import { recordReply } from "./seen-replies"
import { createShopDatabase } from "./shop-template"

export interface HttpSuite {
  api: Api
  build: Build
  db: Db
  service: ResourceBookingModuleService
  container: MedusaContainer
}

interface HttpSuiteOptions {
  /** The plugin's options, as a merchant would write them. */
  options?: Record<string, unknown>
}

/**
 * Declares tests of the API with Medusa inside this process, so that coverage sees it. Booting takes some five seconds
 * a file: few, larger files. Every test begins with the plugin's tables empty and ends with the invariants checked; the
 * shop is seeded once a file, and what a test adds to it (carts, customers) stays. Medusa's own runner migrates anew
 * for each file and restores 151 tables for each test, which on a busy machine is seconds each. A reply that
 * docs/openapi.json does not describe fails the test that got it.
 */
export function httpSuite(testSuite: (suite: HttpSuite) => void, { options = {} }: HttpSuiteOptions = {}): void {
  describe("", () => {
    const name = databaseName()
    let db: Db | undefined
    let app: BootedApp | undefined
    let api: Api | undefined

    beforeAll(async () => {
      const { url, shop } = await createShopDatabase(name)
      db = openDb(url)
      app = await bootApp(url, options)
      api = new Api(app.baseUrl, shop, (sent) => recordReply(sent, documentedRoute(sent)))
    }, 240_000)

    beforeEach(async () => {
      await emptyTables(db!)
    })

    afterEach(async () => {
      if (!app) return
      await expectInvariants(db!, widestLimits([service.options]))
      await expectOrdersServed(db!)
    })

    afterAll(async () => {
      await app?.shutdown()
      await db?.close()
      await dropDatabase(name)
    })

    const container = lazily("The container", () => app?.container)
    const service = lazily("The service", () =>
      app?.container.resolve<ResourceBookingModuleService>(RESOURCE_BOOKING_MODULE),
    )
    testSuite({
      api: lazily("The API", () => api),
      db: lazily("The database", () => db),
      build: buildOn(service),
      service,
      container,
    })
  })
}
