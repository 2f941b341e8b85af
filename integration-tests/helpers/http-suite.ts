import type { MedusaContainer } from "@medusajs/framework/types"
import { medusaIntegrationTestRunner } from "@medusajs/test-utils"
import { RESOURCE_BOOKING_MODULE } from "../../src/modules/resource_booking"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import { Api } from "./api"
import { buildOn, type Build } from "./build"
import { databaseUrl, openDb, type Db } from "./database"
import { expectInvariants } from "./invariants"
import { lazily } from "./lazily"
import { databaseName, widestLimits } from "./module-suite"
import { seedShop, type Shop } from "./seed-shop"

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
 * Declares tests of the API with Medusa inside this process, so that coverage sees it. Booting takes some ten seconds
 * a file: few, larger files. Every test begins on the same seeded shop and ends with the invariants checked.
 */
export function httpSuite(testSuite: (suite: HttpSuite) => void, { options = {} }: HttpSuiteOptions = {}): void {
  describe("", () => {
    const dbName = databaseName()
    const given = { ...process.env }
    // The runner reads medusa-config before it applies an `env` of its own.
    beforeAll(() => {
      process.env.DATABASE_URL = databaseUrl(dbName)
      process.env.RESOURCE_BOOKING_OPTIONS = JSON.stringify(options)
    })
    afterAll(() => {
      for (const name of ["DATABASE_URL", "RESOURCE_BOOKING_OPTIONS"]) {
        if (given[name] === undefined) delete process.env[name]
        else process.env[name] = given[name]
      }
    })

    medusaIntegrationTestRunner({
      inApp: true,
      dbName,
      testSuite: ({ api: axios, getContainer }) => {
        let api: Api | undefined
        let db: Db | undefined
        // A boot that failed has said why; our hooks still run and must not bury it.
        const isBooted = () => Boolean(getContainer() as MedusaContainer | null)
        const container = lazily("The container", getContainer)
        const service = lazily("The service", () =>
          getContainer().resolve<ResourceBookingModuleService>(RESOURCE_BOOKING_MODULE),
        )

        // Before the runner takes its snapshot: every test starts with the shop.
        beforeAll(async () => {
          if (!isBooted()) return
          const shop: Shop = await seedShop(getContainer())
          api = new Api(baseUrlOf(axios), shop)
        })
        // The runner cuts all connections when it restores the snapshot, ours among them.
        beforeEach(() => {
          db = openDb(databaseUrl(dbName))
        })
        afterEach(async () => {
          if (!isBooted()) return
          await expectInvariants(db!, widestLimits([service.options])).finally(() => db!.close())
        })

        testSuite({
          api: lazily("The API", () => api),
          db: lazily("The database", () => db),
          build: buildOn(service),
          service,
          container,
        })
      },
    })
  })
}

const baseUrlOf = (axios: unknown) => (axios as { defaults: { baseURL: string } }).defaults.baseURL
