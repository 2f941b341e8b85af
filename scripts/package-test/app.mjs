import { extensionFiles } from "./extensions.mjs"

/**
 * The shop that installs the package: what `create-medusa-app` makes, a module of its own whose model and aliases are
 * plainly `Resource`, what extends the package, and two scripts. Text, not files: the package they import is not there in
 * this repository.
 */

const MEDUSA = "2.21.2"

export const packageJson = {
  name: "somebodys-shop",
  private: true,
  version: "1.0.0",
  engines: { node: ">=20" },
  dependencies: {
    "@medusajs/admin-sdk": MEDUSA,
    "@medusajs/cli": MEDUSA,
    "@medusajs/framework": MEDUSA,
    "@medusajs/medusa": MEDUSA,
  },
  devDependencies: {
    "@swc/core": "^1.7.28",
    "@types/node": "^20.12.11",
    "@types/react": "^18.3.2",
    "@types/react-dom": "^18.2.25",
    react: "^18.3.1",
    "react-dom": "^18.3.1",
    "ts-node": "^10.9.2",
    typescript: "^5.6.2",
    vite: "^7.3.6",
  },
}

/** `options` are the package's. The dashboard is there once DASHBOARD says so: it has to be built first. */
export const medusaConfig = (options, otherPlugins = []) => `
import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV || "development", process.cwd())

module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    // Over plain http there is no other way to sign in at a dashboard in production mode.
    cookieOptions: { secure: false },
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:8000,http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: process.env.DASHBOARD !== "true" },
  plugins: ${JSON.stringify([...otherPlugins.map((resolve) => ({ resolve, options: {} })), { resolve: "medusa-plugin-resource-booking", options }])},
  modules: [{ resolve: "./src/modules/fleet" }, { resolve: "./src/modules/rules" }],
})
`

const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    esModuleInterop: true,
    module: "Node16",
    moduleResolution: "Node16",
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    strictNullChecks: true,
    outDir: "./.medusa/server",
    rootDir: ".",
    jsx: "react-jsx",
    types: ["node"],
  },
  "ts-node": { swc: true },
  include: ["src/**/*", "medusa-config.ts"],
  exclude: ["node_modules", ".medusa"],
}

const model = `
import { model } from "@medusajs/framework/utils"

export const Resource = model.define(
  { name: "Resource", tableName: "fleet_resource" },
  { id: model.id({ prefix: "fleet" }).primaryKey(), name: model.text() },
)
`

const service = `
import { MedusaService } from "@medusajs/framework/utils"
import { Resource } from "./models/resource"

export default class FleetService extends MedusaService({ Resource }) {}
`

const index = `
import { Module } from "@medusajs/framework/utils"
import FleetService from "./service"

export default Module("fleet", { service: FleetService })
`

const migration = `
import { Migration } from "@medusajs/framework/mikro-orm/migrations"

export class Migration20260101000000 extends Migration {
  override async up(): Promise<void> {
    this.addSql(\`create table if not exists "fleet_resource" ("id" text not null, "name" text not null,
      "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(),
      "deleted_at" timestamptz null, constraint "fleet_resource_pkey" primary key ("id"));\`)
  }

  override async down(): Promise<void> {
    this.addSql(\`drop table if exists "fleet_resource" cascade;\`)
  }
}
`

// Through the exported workflows, as a merchant's own code would: args are the dates to open and the file to write.
const seed = `
import fs from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, generateJwtToken, Modules } from "@medusajs/framework/utils"
import { createRegionsWorkflow, createUsersWorkflow } from "@medusajs/medusa/core-flows"
import { createResourceWorkflow, setCapacityWorkflow } from "medusa-plugin-resource-booking/workflows"
import type FleetService from "../modules/fleet/service"

export default async function seed({ container, args }: ExecArgs) {
  const [start_date, end_date, file] = args
  const fleet = container.resolve<FleetService>("fleet")
  const own = await fleet.createResources({ name: "Workshop lift" })

  const by = "package-test"
  const { result: vehicle } = await createResourceWorkflow(container).run({
    input: { by, resource: { name: "Prado", type: "VEHICLE", timezone: "Etc/UTC" } },
  })
  await setCapacityWorkflow(container).run({
    input: { by, capacity: { resource_id: vehicle.id, start_date, end_date, max_capacity: 1 } },
  })

  const { result: users } = await createUsersWorkflow(container).run({ input: { users: [{ email: "desk@example.com" }] } })
  const identity = await container.resolve(Modules.AUTH).createAuthIdentities({
    provider_identities: [{ provider: "emailpass", entity_id: "desk@example.com" }],
    app_metadata: { user_id: users[0].id },
  })
  const { jwtSecret } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.http
  const actor = { actor_id: users[0].id, actor_type: "user", auth_identity_id: identity.id, app_metadata: { user_id: users[0].id } }

  const { result: regions } = await createRegionsWorkflow(container).run({
    input: { regions: [{ name: "Australia", currency_code: "aud", countries: ["au"], payment_providers: ["pp_system_default"] }] },
  })
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({})
  const [key] = await container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" })
  fs.writeFileSync(file, JSON.stringify({
    own_id: own.id,
    vehicle_id: vehicle.id,
    region_id: regions[0].id,
    sales_channel_id: channel.id,
    publishable_key: key.token,
    admin_token: generateJwtToken(actor, { secret: jwtSecret as string, expiresIn: "1h" }),
  }))
}
`

// What a running server has on its clock: Medusa makes a workflow of every job, and medusa exec loads none.
const jobs = `
import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { WorkflowManager } from "@medusajs/framework/orchestration"

export const GET = (_: MedusaRequest, res: MedusaResponse) => {
  res.json({ jobs: [...WorkflowManager.getWorkflows().keys()].filter((id) => id.startsWith("job-")) })
}
`

// Args are a hold's id and the file to write.
const look = `
import fs from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import * as workflows from "medusa-plugin-resource-booking/workflows"
import type FleetService from "../modules/fleet/service"

export default async function look({ container, args }: ExecArgs) {
  const [holdId, file] = args
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const graph = async (entity: string, fields: string[], filters = {}) => (await query.graph({ entity, fields, filters })).data
  fs.writeFileSync(file, JSON.stringify({
    holds: await graph("booking_hold", ["id", "resource_id", "quantity", "status"], { id: holdId }),
    vehicles: await graph("booking_resource", ["id", "name", "product_variants.id"]),
    own: await graph("resource", ["id", "name"]),
    own_by_service: await container.resolve<FleetService>("fleet").listResources(),
    workflows: Object.keys(workflows).filter((name) => name.endsWith("Workflow")),
  }))
}
`

/** Path in the app to what the file says. */
export const files = {
  "package.json": JSON.stringify(packageJson, null, 2),
  "tsconfig.json": JSON.stringify(tsconfig, null, 2),
  "src/modules/fleet/models/resource.ts": model,
  "src/modules/fleet/migrations/Migration20260101000000.ts": migration,
  "src/modules/fleet/service.ts": service,
  "src/modules/fleet/index.ts": index,
  "src/api/jobs/route.ts": jobs,
  "src/scripts/seed.ts": seed,
  "src/scripts/look.ts": look,
  ...extensionFiles,
}
