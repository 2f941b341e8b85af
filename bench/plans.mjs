/**
 * `npm run bench:plans`: what PostgreSQL really does for the verbs of buyers and staff, the main reads and the lists with
 * a million bookings in its tables. Ends with 1 where one reads a table of claims row by row and may not. `-- --size
 * small` is quick; `-- --write` puts what it prints into docs/query-plans.md and the files beside it.
 */
import fs from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import pg from "@medusajs/framework/pg"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { benchCommand } from "./lib/command.mjs"
import { fill, SIZES } from "./lib/fill.mjs"
import { root } from "./lib/paths.mjs"
import { bootModule } from "./plans/boot-module.mjs"
import { explain } from "./plans/explain.mjs"
import { migrate } from "./plans/migrate.mjs"
import { queriesOn } from "./plans/queries.mjs"
import { sizesOf, sizeTable } from "./plans/sizes.mjs"
import { condensed, exceptionsOf, plansOf, tableOf, verdict } from "./plans/tell.mjs"
import { watchPlans } from "./plans/watch-plans.mjs"

const MARK = "<!-- npm run bench:plans -- --write puts here what it prints -->\n"

const { size, write } = parseArgs({
  options: { size: { type: "string", default: "full" }, write: { type: "boolean", default: false } },
}).values

async function main({ startPostgres }) {
  if (!SIZES[size]) throw new PlainError(`--size must be one of ${Object.keys(SIZES).join(", ")}, not ${size}.`)
  const postgres = await step("Starting PostgreSQL", () => startPostgres({ shared_buffers: "512MB" }))
  await postgres.createDatabase("plans")
  const url = postgres.url("plans")
  const db = new pg.Client({ connectionString: url })
  // Ctrl-C ends PostgreSQL under it.
  db.on("error", () => {})
  await db.connect()
  await step("Migrating", () => migrate(db))
  const filled = await fill(db, { ...SIZES[size], liveHolds: SIZES[size].claims / 200 })
  const onDisk = sizeTable(await sizesOf(db))
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
  console.log(`\n${all.map(verdict).join("\n")}\n\n${exceptionsOf(all)}\n\n${onDisk}`)
  if (write) writeDocs(groups, onDisk)
  const faults = all.flatMap(({ name, forbidden }) => forbidden.map((table) => `${name} reads all of ${table}`))
  if (faults.length > 0) throw new PlainError(`Not by an index:\n  ${faults.join("\n  ")}`)
  console.log("\nEvery plan is by an index, or says why not.")
}

function writeDocs(groups, onDisk) {
  const page = path.join(root, "docs/query-plans.md")
  const folder = path.join(root, "docs/query-plans")
  fs.mkdirSync(folder, { recursive: true })
  const sections = Object.entries(groups).map(([group, all]) => {
    fs.writeFileSync(path.join(folder, `${group}.txt`), condensed(all.map(plansOf).join("\n")))
    const title = `## ${group[0].toUpperCase()}${group.slice(1)}\nPlans: [${group}.txt](query-plans/${group}.txt)`
    return [title, tableOf(all), exceptionsOf(all)].filter(Boolean).join("\n\n")
  })
  sections.push(`## On the disk\n${onDisk}`)
  const [prose] = fs.readFileSync(page, "utf8").split(MARK)
  fs.writeFileSync(page, `${prose}${MARK}\n${sections.join("\n\n")}\n`)
}

await benchCommand("plans", main)
