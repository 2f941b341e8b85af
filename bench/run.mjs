/**
 * `npm run bench [-- --quick]`: how fast it is, in ratios of one run. Everything measured is started here: PostgreSQL, a
 * shop with the built plugin, its servers. See docs/benchmarks.md.
 */
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import pg from "@medusajs/framework/pg"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { buyersOf, sellOut } from "./lib/buyers.mjs"
import { Figures } from "./lib/figures.mjs"
import { startModule } from "./lib/module-process.mjs"
import { root } from "./lib/paths.mjs"
import { startServer } from "./lib/server.mjs"
import { POSTGRES_SETTINGS, setStage } from "./lib/stage.mjs"
import { measureCleanup } from "./measures/cleanup.mjs"
import { measureCrowd } from "./measures/crowd.mjs"
import { measureCaching, measureHttp, requestsOf } from "./measures/http.mjs"
import { measureModule, measureSlowDisk } from "./measures/module.mjs"

const RESULTS = path.join(root, "bench/results/latest.json")
const FULL = {
  size: { resources: 10_000, dates: 730, claims: 1_000_000, oldHolds: 100_000 },
  pace: { rounds: 5, seconds: 4, carts: 160, lapsed: 100_000 },
}
const QUICK = {
  size: { resources: 1_000, dates: 365, claims: 100_000, oldHolds: 10_000 },
  pace: { rounds: 1, seconds: 1, carts: 16, lapsed: 10_000 },
}

async function main() {
  const quick = readFlags()
  const { size, pace } = quick ? QUICK : FULL
  const stage = await setStage(size, step)
  stopWith(stage)
  const client = new pg.Client({ connectionString: stage.databaseUrl })
  await client.connect()
  try {
    const buyers = buyersOf(size)
    await sellOut(client, buyers.soldOutId)
    const figures = new Figures()
    const bench = { stage, client, figures, pace, requests: requestsOf({ shop: stage.shop, buyers }) }
    await withModule(bench)
    await withServer(bench, {}, async (server) => {
      await step("A server: holds, reads, carts", () => measureHttp({ ...bench, server }))
      await step("A crowd for one date", () => measureCrowd({ ...bench, server }))
    })
    await withServer(bench, { MEDUSA_FF_CACHING: "true" }, async (server) => {
      await step("A server with Medusa's caching", () => measureCaching({ ...bench, server }))
    })
    await tell(figures, client, { quick, size, pace })
  } finally {
    await client.end()
    await stage.clear()
  }
}

async function withModule(bench) {
  const module = await startModule(bench.stage)
  try {
    const { spread } = await step("The module, without HTTP", () => measureModule({ ...bench, module }))
    await step("The module on a slow disk", () => measureSlowDisk({ ...bench, module }))
    await step("The clean-up beside buyers", () => measureCleanup({ ...bench, module, spread }))
  } finally {
    await module.stop()
  }
}

async function withServer({ stage }, more, measure) {
  const server = await startServer({ ...stage.env, ...more })
  try {
    await measure(server)
  } finally {
    await server.stop()
  }
}

async function tell(figures, client, run) {
  const { rows } = await client.query("select current_setting('server_version') as version")
  const machine = {
    cpu: os.cpus()[0]?.model.trim(),
    cores: os.cpus().length,
    memory_gb: Math.round(os.totalmem() / 2 ** 30),
    node: process.version,
    postgresql: rows[0].version,
    postgresql_settings: POSTGRES_SETTINGS,
    load_average: os.loadavg()[0],
    date: new Date().toISOString().slice(0, 10),
    ...run,
  }
  console.log(`\n${figures.table()}`)
  fs.writeFileSync(RESULTS, `${JSON.stringify({ machine, measures: figures.measures }, null, 2)}\n`)
  const judged = figures.measures.filter(({ bar }) => bar !== null).length
  console.log(`\n${judged - figures.missed.length} of ${judged} bars met; ${path.relative(root, RESULTS)} has them all`)
}

function readFlags() {
  const unknown = process.argv.slice(2).filter((flag) => flag !== "--quick")
  if (unknown.length) throw new PlainError(`npm run bench knows one flag, -- --quick, and not ${unknown.join(" ")}`)
  return process.argv.includes("--quick")
}

function stopWith(stage) {
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.once(name, () => {
      console.error("\nStopping …")
      stage.clear().finally(() => process.exit(130))
    })
  }
}

try {
  await main()
} catch (error) {
  console.error(error instanceof PlainError ? error.message : error)
  process.exitCode = 1
}
