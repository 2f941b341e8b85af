/**
 * `npm run test:package [-- --keep]`: packs the plugin and shows that it works in somebody else's shop: a Medusa app
 * with a `Resource` of its own, in a temporary folder, from nothing but the tarball. Links into this repository would
 * hide what it is to show. `--keep` leaves the folder for whoever wants to look.
 */
import assert from "node:assert/strict"
import fs from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { fileURLToPath } from "node:url"
import pg from "@medusajs/framework/pg"
import { step } from "./demo/progress.mjs"
import { findChromium } from "./lib/chromium.mjs"
import { cleanEnv, npm, run, stopAll } from "./lib/command.mjs"
import { PlainError } from "./lib/plain-error.mjs"
import { startPostgres } from "./lib/postgres.mjs"
import { files, medusaConfig } from "./package-test/app.mjs"
import { storefront } from "./package-test/checkout.mjs"
import { adminClient, client, storeClient } from "./package-test/client.mjs"
import {
  assertBesideLoyalty,
  assertComposedHandler,
  assertHandlersClash,
  assertRules,
  HOOK_FILE,
  withFile,
} from "./package-test/coexistence.mjs"
import { added, disturbed, installed } from "./package-test/copies.mjs"
import { assertDashboard, buildDashboard } from "./package-test/dashboard.mjs"
import { composedHandler } from "./package-test/extensions.mjs"
import { assertNeverStarts, medusaCli, startShop } from "./package-test/shop.mjs"

const NAME = "medusa-plugin-resource-booking"
const TABLES = [
  "resource",
  "resource_capacity",
  "resource_hold",
  "resource_allocation",
  "resource_blackout",
  "booking_log",
  "booking_variant_resource",
]
const OPTIONS = { hold_ttl_minutes: 20 }
const PRICE = 120
// The last one that there is. It asks for Medusa 2.21.1 to the letter, which npm is told to overlook.
const LOYALTY = "@medusajs/loyalty-plugin@2.21.1"
const INSTALL = ["install", "--prefer-offline", "--no-audit", "--no-fund"]

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..")
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "resource-booking-package-"))
const app = path.join(temporary, "shop")
const day = (ahead) => new Date(Date.now() + ahead * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
const tomorrow = day(1)
let postgres

async function main() {
  await step("Building the package", () => npm(["run", "build"], { cwd: root }))
  const tarball = await step("Packing it", pack)
  makeApp()
  await step("Installing a fresh Medusa app", () => npm(INSTALL, { cwd: app }))
  const before = installed(app)
  await step("Installing the package into it", () => npm([...INSTALL, tarball], { cwd: app }))
  await step("Looking for second copies", () => assertSingleCopies(before))
  await step("Type-checking the app and its handler against the package", () =>
    withFile(app, HOOK_FILE, composedHandler, typecheck),
  )
  const env = await step("Starting PostgreSQL", openDatabase)
  await step("medusa db:migrate", () => medusa(["db:migrate"], env))
  await step("Looking for the tables", () => assertTables(env.DATABASE_URL))
  await step("A wrong option stops the shop with one sentence", () => assertWrongOption(env))
  const shop = await step("Seeding the shop through the exported workflows", () => seed(env))
  const server = await step("Starting the shop", () => startShop(app, env))
  const holdId = await step("Holding a date over HTTP", () => assertHold(server, shop))
  await step("Asking for its jobs and the desk's routes", () => assertDesk(server, shop))
  Object.assign(shop, { price: PRICE, ...(await step("Selling it as a variant", () => sellIt(server, shop))) })
  await step("Reading it by Query, beside the shop's own Resource", () => assertQuery(env, shop, holdId))
  await step("From a cart to the booking of its order", () => storefront(server, shop).order(day(2)))
  await step("Rules of the shop's own refuse at every door", () => assertRules(server, shop, day(3)))
  await server.stop()

  const own = { app, env, medusa, options: OPTIONS }
  await lookAtDashboard(own, shop)
  await step("Another handler of our hook stops the shop with one sentence", () => assertHandlersClash(app, env))
  await step("Ours off and called by the shop's own handler", () =>
    assertComposedHandler(own, shop, [day(4), day(5), day(6)]),
  )
  await step("Installing @medusajs/loyalty-plugin beside it", () =>
    npm([...INSTALL, "--legacy-peer-deps", LOYALTY], { cwd: app }),
  )
  await step("From a cart to the booking of its order, beside it", () => assertBesideLoyalty(own, shop, day(7)))
}

/** A tarball with everything that runs and nothing that does not. */
async function pack() {
  const [packed] = JSON.parse(
    await npm(["pack", "--json", "--ignore-scripts", "--pack-destination", temporary], { cwd: root }),
  )
  const paths = packed.files.map((file) => file.path)
  for (const needed of [
    "package.json",
    ".medusa/server/src/workflows/index.js",
    ".medusa/server/src/workflows/index.d.ts",
    ".medusa/server/src/modules/resource_booking/index.js",
    ".medusa/server/src/modules/booking_journal/index.js",
    ".medusa/server/src/api/middlewares.js",
    ".medusa/server/src/links/variant-resource.js",
    ".medusa/server/src/jobs/cleanup-expired-holds.js",
    ".medusa/server/src/admin/index.mjs",
  ]) {
    assert(paths.includes(needed), `${needed} is missing in the tarball`)
  }
  const foreign =
    /medusa-config|integration-tests|__tests__|\.(spec|test)\.|^scripts\/|^bench\/|^\.demo|(^|\/)\.env|jest\.config|(?<!\.d)\.tsx?$/
  const strangers = paths.filter((file) => foreign.test(file))
  assert.equal(strangers.length, 0, `the tarball has what nobody needs: ${strangers.slice(0, 10).join(", ")}`)
  console.log(`  ${packed.filename}: ${paths.length} files, ${Math.round(packed.size / 1024)} kB`)
  return path.join(temporary, packed.filename)
}

function makeApp() {
  for (const [name, text] of Object.entries({ ...files, "medusa-config.ts": medusaConfig(OPTIONS) })) {
    const file = path.join(app, name)
    fs.mkdirSync(path.dirname(file), { recursive: true })
    fs.writeFileSync(file, text)
  }
}

async function assertSingleCopies(before) {
  const after = installed(app)
  const faults = disturbed(before, after)
  assert.equal(faults.length, 0, `installing the package changes what must be single:\n  ${faults.join("\n  ")}`)
  await npm(["ls", "--depth=0"], { cwd: app })
  // What the package's code will load is what the app loads.
  const [theirs, ours] = [app, path.join(app, "node_modules", NAME)].map((from) =>
    createRequire(path.join(from, "x.js")),
  )
  for (const name of ["@medusajs/framework", "@medusajs/framework/zod", "@medusajs/framework/pg", "@medusajs/medusa"]) {
    assert.equal(ours.resolve(name), theirs.resolve(name), `${name} resolves to another file for the package`)
  }
  console.log(`  came with it: ${added(before, after).join(", ")}`)
}

const typecheck = () =>
  run("tsc", process.execPath, [path.join(app, "node_modules/typescript/bin/tsc"), "--noEmit"], { cwd: app })

async function openDatabase() {
  // PostgreSQL runs as another account where we are root, and must be able to walk there.
  fs.chmodSync(temporary, 0o755)
  const settings = { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }
  postgres = await startPostgres({ dataDir: path.join(temporary, "database"), settings })
  await postgres.createDatabase("shop")
  return cleanEnv({
    NODE_ENV: "production",
    DATABASE_URL: postgres.url("shop"),
    JWT_SECRET: "jwt of the package test",
    COOKIE_SECRET: "cookie of the package test",
  })
}

const medusa = (args, env) => run(`medusa ${args[0]}`, process.execPath, [medusaCli(app), ...args], { cwd: app, env })

async function assertTables(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query("select tablename from pg_tables where schemaname = 'public'")
    const present = new Set(rows.map(({ tablename }) => tablename))
    for (const table of [...TABLES, "fleet_resource"]) assert(present.has(table), `there is no table ${table}`)
  } finally {
    await client.end()
  }
}

async function assertWrongOption(env) {
  // Medusa wraps it and says it again at each level, in the end as the reason why it does not start.
  const sentence = `Loaders for module Resource_booking failed: ${NAME}: hold_ttl_minutes must be at least 1.`
  await withFile(app, "medusa-config.ts", medusaConfig({ hold_ttl_minutes: 0 }), () =>
    assertNeverStarts(app, env, sentence),
  )
}

async function seed(env) {
  const file = path.join(temporary, "seed.json")
  await medusa(["exec", "./src/scripts/seed.ts", tomorrow, day(30), file], env)
  return JSON.parse(fs.readFileSync(file, "utf8"))
}

async function assertHold(server, shop) {
  const { vehicle_id } = shop
  const store = storeClient(server, shop)
  const ask = (status, method, target, body) => store(status, method, `/resource-booking${target}`, body)
  const claim = { resource_id: vehicle_id, dates: [tomorrow], quantity: 1 }

  const free = await ask(
    200,
    "GET",
    `/availability?resource_id=${vehicle_id}&start_date=${tomorrow}&end_date=${tomorrow}`,
  )
  assert.equal(free.all_dates_available, true)
  const order = { ...claim, customer_email: "ann@example.com", idempotency_token: "package-test-1" }
  const placed = await ask(201, "POST", "/holds", order)
  // The option of medusa-config has reached the module.
  const minutes = placed.time_remaining_seconds / 60
  assert(
    minutes > OPTIONS.hold_ttl_minutes - 1 && minutes <= OPTIONS.hold_ttl_minutes,
    `the hold lives ${minutes} minutes`,
  )
  const again = await ask(200, "POST", "/holds", order)
  assert.equal(again.hold.id, placed.hold.id)
  const refused = await ask(409, "POST", "/holds", { ...claim, customer_email: "bob@example.com" })
  assert.equal(refused.code, "insufficient_capacity")
  const read = await ask(200, "GET", `/holds/${placed.hold.id}`)
  assert.equal(read.hold.status, "ACTIVE")
  return placed.hold.id
}

async function assertDesk({ url, said }, { admin_token }) {
  const routes = "/admin/resource-booking"
  await client(url, {}, said)(401, "GET", `${routes}/health`)
  const ask = client(url, { authorization: `Bearer ${admin_token}` }, said)
  const { version } = JSON.parse(fs.readFileSync(new URL("../package.json", import.meta.url), "utf8"))
  const { jobs } = await ask(200, "GET", "/jobs")
  for (const name of ["cleanup-expired-holds", "notify-expiring-holds", "keep-capacity-open"]) {
    assert(jobs.includes(`job-resource-booking-${name}`), `the job ${name} is not loaded, only ${jobs.join(", ")}`)
  }
  const job = await ask(200, "POST", `${routes}/jobs/cleanup-expired-holds`)
  assert.equal(job.result.expired_count, 0)
  const health = await ask(200, "GET", `${routes}/health`)
  assert.deepEqual([health.status, health.holds.live, health.versions.plugin], ["ok", 1, version])
  const { audit } = await ask(200, "GET", `${routes}/audit`)
  assert.deepEqual([audit.ok, audit.drift], [true, []])
}

async function sellIt(server, shop) {
  const { sales_channel_id, vehicle_id } = shop
  const ask = adminClient(server, shop)
  const prices = [{ currency_code: "aud", amount: PRICE }]
  const { product } = await ask(200, "POST", "/products", {
    title: "Prado hire",
    status: "published",
    sales_channels: [{ id: sales_channel_id }],
    options: [{ title: "Kind", values: ["Usual"] }],
    variants: [{ title: "Usual", options: { Kind: "Usual" }, manage_inventory: false, prices }],
  })
  const [{ id }] = product.variants
  await ask(201, "POST", `/resource-booking/resources/${vehicle_id}/variants`, { variant_id: id, pricing: "PER_DAY" })
  return { product_id: product.id, variant_id: id }
}

async function lookAtDashboard(own, shop) {
  const browser = findChromium()
  if (!browser) return console.log("  There is no Chromium or Chrome here, so nobody looks at its dashboard")
  await step("medusa build", () => buildDashboard(own))
  await step("Opening our pages in its dashboard", () => assertDashboard(own, shop, browser))
}

async function assertQuery(env, shop, holdId) {
  const file = path.join(temporary, "look.json")
  await medusa(["exec", "./src/scripts/look.ts", holdId, file], env)
  const seen = JSON.parse(fs.readFileSync(file, "utf8"))
  assert.deepEqual(seen.holds, [{ id: holdId, resource_id: shop.vehicle_id, quantity: 1, status: "ACTIVE" }])
  assert.deepEqual(
    seen.vehicles.map(({ id, name, product_variants }) => [id, name, ...product_variants.map((variant) => variant.id)]),
    [[shop.vehicle_id, "Prado", shop.variant_id]],
  )
  assert.deepEqual(seen.own, [{ id: shop.own_id, name: "Workshop lift" }])
  assert.deepEqual(
    seen.own_by_service.map(({ id }) => id),
    [shop.own_id],
  )
  assert(seen.workflows.includes("placeHoldWorkflow"), "placeHoldWorkflow is not exported")
}

let tidied = false
async function tidyUp() {
  if (tidied) return
  tidied = true
  await stopAll()
  await postgres?.stop()
  if (process.argv.includes("--keep")) console.log(`Kept: ${temporary}`)
  else fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 3 })
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, () => {
    console.error("\nStopping …")
    tidyUp().finally(() => process.exit(130))
  })
}

const started = performance.now()
try {
  await main()
  await tidyUp()
  console.log(`\nPackage test passed in ${Math.round((performance.now() - started) / 1000)} s`)
} catch (error) {
  const reason = error instanceof PlainError || error instanceof assert.AssertionError ? error.message : error.stack
  console.error(`\nPackage test failed: ${reason}`)
  await tidyUp().catch((problem) => console.error(problem.message))
  process.exitCode = 1
}
