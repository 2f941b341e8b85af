/**
 * `npm run bench [-- --quick] [--write]`: how fast it is, in ratios of one run. Everything measured is started here:
 * PostgreSQL, a shop with the built plugin, its servers. See docs/benchmarks.md.
 */
import pg from "@medusajs/framework/pg"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { benchCommand } from "./lib/command.mjs"
import { buyersOf, sellOut } from "./lib/buyers.mjs"
import { SIZES } from "./lib/fill.mjs"
import { Figures } from "./lib/figures.mjs"
import { startModule } from "./lib/module-process.mjs"
import { report } from "./lib/report.mjs"
import { startServer } from "./lib/server.mjs"
import { setStage } from "./lib/stage.mjs"
import { measureCleanup } from "./measures/cleanup.mjs"
import { measureCrowd } from "./measures/crowd.mjs"
import { measureCaching, measureHttp, requestsOf } from "./measures/http.mjs"
import { measureModule, measureSlowDisk } from "./measures/module.mjs"

const FULL = {
  size: SIZES.full,
  pace: { rounds: 5, seconds: 4, carts: 160, lapsed: 100_000 },
}
const QUICK = {
  size: SIZES.small,
  pace: { rounds: 1, seconds: 1, carts: 16, lapsed: 10_000 },
}

async function main(given) {
  const { quick, write } = readFlags()
  const { size, pace } = quick ? QUICK : FULL
  const stage = await setStage(given, size, step)
  const client = new pg.Client({ connectionString: stage.databaseUrl })
  // Ctrl-C ends PostgreSQL under it.
  client.on("error", () => {})
  await client.connect()
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
  await report({ figures, client, run: { quick, size, pace }, write })
  await client.end()
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

function readFlags() {
  const known = ["--quick", "--write"]
  const unknown = process.argv.slice(2).filter((flag) => !known.includes(flag))
  if (unknown.length) throw new PlainError(`npm run bench knows -- ${known.join(" and -- ")}, not ${unknown.join(" ")}`)
  const [quick, write] = known.map((flag) => process.argv.includes(flag))
  if (quick && write) throw new PlainError("The page has the figures of a full run: leave out --quick")
  return { quick, write }
}

await benchCommand("bench", main)
