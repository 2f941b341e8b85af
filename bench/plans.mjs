/**
 * `npm run bench:plans`: what PostgreSQL really does for each verb, read and list of the module with a million bookings
 * in its tables. Ends with 1 where one reads a table of claims row by row and may not. `-- --size small` is quick;
 * `-- --write` puts what it prints into docs/query-plans.md and the files beside it.
 */
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { parseArgs } from "node:util"
import pg from "@medusajs/framework/pg"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { startPostgres } from "../scripts/lib/postgres.mjs"
import { fill, SIZES } from "./lib/fill.mjs"
import { bootModule } from "./plans/boot-module.mjs"
import { explain } from "./plans/explain.mjs"
import { migrate } from "./plans/migrate.mjs"
import { queriesOn } from "./plans/queries.mjs"
import { root } from "./plans/sources.mjs"
import { condensed, exceptionsOf, plansOf, tableOf, verdict } from "./plans/tell.mjs"
import { watchPlans } from "./plans/watch-plans.mjs"

const MARK = "<!-- npm run bench:plans -- --write puts here what it prints -->\n"

const { size, write } = parseArgs({
  options: { size: { type: "string", default: "full" }, write: { type: "boolean", default: false } },
}).values
const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "resource-booking-plans-"))
let postgres

async function main() {
  if (!SIZES[size]) throw new PlainError(`--size must be one of ${Object.keys(SIZES).join(", ")}, not ${size}.`)
  await step("Starting PostgreSQL", async () => {
    // PostgreSQL runs as another account where we are root, and must be able to walk there.
    fs.chmodSync(temporary, 0o755)
    postgres = await startPostgres({ dataDir: path.join(temporary, "postgres"), settings: { shared_buffers: "512MB" } })
    await postgres.createDatabase("plans")
  })
  const url = postgres.url("plans")
  const db = new pg.Client({ connectionString: url })
  // Ctrl-C ends PostgreSQL under it.
  db.on("error", () => {})
  await db.connect()
  await step("Migrating", () => migrate(db))
  const filled = await fill(db, { ...SIZES[size], liveHolds: SIZES[size].claims / 200 })
  const { service, connection, close } = await bootModule(url)
  const watched = await watchPlans(connection)

  const groups = {}
  for (const [group, queries] of Object.entries(queriesOn(service, db, filled))) {
    groups[group] = []
    for (const query of queries) {
      const told = await explain(watched, query)
      groups[group].push(told)
      console.log(`\n${plansOf(told)}`)
    }
  }
  await close()
  await db.end()
  const all = Object.values(groups).flat()
  console.log(`\n${all.map(verdict).join("\n")}\n\n${exceptionsOf(all)}`)
  if (write) writeDocs(groups)
  const faults = all.flatMap(({ name, forbidden }) => forbidden.map((table) => `${name} reads all of ${table}`))
  if (faults.length > 0) throw new PlainError(`Not by an index:\n  ${faults.join("\n  ")}`)
}

function writeDocs(groups) {
  const page = path.join(root, "docs/query-plans.md")
  const folder = path.join(root, "docs/query-plans")
  fs.mkdirSync(folder, { recursive: true })
  const sections = Object.entries(groups).map(([group, all]) => {
    fs.writeFileSync(path.join(folder, `${group}.txt`), condensed(all.map(plansOf).join("\n")))
    const title = `## ${group[0].toUpperCase()}${group.slice(1)}\nPlans: [${group}.txt](query-plans/${group}.txt)`
    return [title, tableOf(all), exceptionsOf(all)].filter(Boolean).join("\n\n")
  })
  const [prose] = fs.readFileSync(page, "utf8").split(MARK)
  fs.writeFileSync(page, `${prose}${MARK}\n${sections.join("\n\n")}\n`)
}

let tidied = false
async function tidyUp() {
  if (tidied) return
  tidied = true
  await postgres?.stop()
  // The data may have had to go elsewhere, to where PostgreSQL's account can walk.
  const folders = postgres ? [postgres.dataDir, temporary] : [temporary]
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
}

for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.once(name, () => {
    console.error("\nStopping …")
    tidyUp().finally(() => process.exit(130))
  })
}

try {
  await main()
  await tidyUp()
  console.log("\nEvery plan is by an index, or says why not.")
} catch (error) {
  if (!tidied) console.error(`\n${error instanceof PlainError ? error.message : error.stack}`)
  process.exitCode = 1
  await tidyUp()
}
