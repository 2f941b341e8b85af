/**
 * `npm run bench:replay`: the bookings of two real hotels through the module's facade, each hold → confirm and, where
 * the guest did so, → cancel. Afterwards every date must be taken as often as the file says. See docs/replay.md.
 */
import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "@medusajs/framework/pg"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { cleanEnv, run } from "../scripts/lib/command.mjs"
import { benchCommand } from "./lib/command.mjs"
import { medusaCli, root } from "./lib/paths.mjs"

// A capacity of the peak divided by `scarcity`; who is refused then depends on the order, so that pass has one worker.
const PASSES = [
  { name: "In order, one after the other", database: "in_order", workers: 1, scarcity: 1 },
  { name: "8 workers", database: "eight_workers", workers: 8, scarcity: 1 },
  { name: "In order, with a third of the rooms", database: "scarce", workers: 1, scarcity: 3 },
]
const DISCONNECT_TIMEOUT_MS = 30_000

let temporary
let postgres

async function main({ folder, startPostgres }) {
  temporary = folder
  console.log("A day's bookings come before its cancellations, each in the file's order; 0 nights are booked as one.")
  console.log("Of each room type there are as many as ever wanted one night of it, cancelled bookings included.")
  postgres = await step("Starting PostgreSQL", () => startPostgres())
  await postgres.createDatabase("migrated")
  await step("Migrating a database", () => medusa("migrated", ["db:migrate"]))

  const faults = []
  for (const pass of PASSES) {
    const figures = await step(pass.name, () => play(pass))
    tell(figures)
    faults.push(...faultsOf(pass, figures))
  }
  if (faults.length > 0) throw new PlainError(`The replay does not agree with the file:\n  ${faults.join("\n  ")}`)
  console.log("\nThe replay passed: every date is taken exactly as often as the file says.")
}

async function play({ database, workers, scarcity }) {
  await onServer(`create database ${database} template migrated`)
  const result = path.join(temporary, `${database}.json`)
  await medusa(database, ["exec", "./bench/replay/pass.ts", String(workers), String(scarcity), result])
  return { ...JSON.parse(fs.readFileSync(result, "utf8")), deadlocks: await deadlocks(database) }
}

function tell(pass) {
  const { bookings, rooms, units, weeks, season, holds, confirms, cancels, refused, seconds } = pass
  const rate = (n) => Math.round(n / seconds)
  console.log(`  ${bookings} bookings, ${rooms} room types, ${units} rooms`)
  console.log(`  every date moved by ${weeks} weeks, to ${season.first} … ${season.last}`)
  console.log(`  ${holds} holds, ${confirms} confirmed, ${cancels} cancelled, ${refused} refused`)
  console.log(`  ${seconds.toFixed(1)} s: ${rate(bookings)} bookings/s, ${rate(holds + confirms + cancels)} commits/s`)
  console.log(
    `  ${pass.dates_compared} dates compared, differences: ${pass.differences}; ` +
      `audit: ${pass.audit_ok ? "no drift" : "DRIFT"}; deadlocks: ${pass.deadlocks}`,
  )
}

function faultsOf({ name }, { faults, first_faults, deadlocks }) {
  const told = first_faults.map((fault) => `${name}: ${fault}`)
  if (faults > told.length) told.push(`${name}: and ${faults - told.length} more`)
  if (deadlocks > 0) told.push(`${name}: PostgreSQL resolved ${deadlocks} deadlocks`)
  return told
}

function medusa(database, args) {
  const env = cleanEnv({
    NODE_ENV: "production",
    DATABASE_URL: postgres.url(database),
    JWT_SECRET: "jwt of the replay",
    COOKIE_SECRET: "cookie of the replay",
    LOG_LEVEL: "error",
  })
  return run(`medusa ${args[0]}`, process.execPath, [medusaCli, ...args], { cwd: root, env })
}

/** What PostgreSQL has counted; a session adds its share when it ends, at the latest. */
async function deadlocks(database) {
  const deadline = Date.now() + DISCONNECT_TIMEOUT_MS
  while ((await onServer("select 1 from pg_stat_activity where datname = $1", [database])).length > 0) {
    if (Date.now() > deadline) throw new PlainError(`Somebody is still connected to the database ${database}.`)
    await sleep(20)
  }
  const [row] = await onServer("select deadlocks from pg_stat_database where datname = $1", [database])
  return Number(row.deadlocks)
}

async function onServer(statement, values) {
  const client = new pg.Client({ connectionString: postgres.url("postgres") })
  await client.connect()
  try {
    return (await client.query(statement, values)).rows
  } finally {
    await client.end()
  }
}

await benchCommand("replay", main)
