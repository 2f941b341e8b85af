import fs from "node:fs"
import path from "node:path"
import { startRedis } from "../scripts/cluster/redis.mjs"
import { startCluster } from "../scripts/cluster/start.mjs"
import { run } from "../scripts/lib/command.mjs"
import { freePort } from "../scripts/lib/ports.mjs"
import { medusaCli, root } from "../bench/lib/paths.mjs"
import { openBank } from "./clients/bank.mjs"
import { medusaEnv, openDb } from "./typescript.mjs"

/** A name of the tests' own: only there may a guard be switched off. */
const DATABASE = "rb_torture"
const SEED = "./integration-tests/helpers/seed-shop.ts"
const SKEWED_CLOCK = path.join(import.meta.dirname, "faults/skewed-clock.js")

/**
 * A cluster with a shop of its own, made anew in `folder`: the sources of this tree in production mode, PostgreSQL with
 * its own defaults, so that what it has said is committed is on disk, and Redis.
 */
export async function setStage({ folder, startPostgres }, { servers, step }) {
  const postgres = await step("Starting PostgreSQL", () => startPostgres())
  await postgres.createDatabase(DATABASE)
  const databaseUrl = postgres.url(DATABASE)
  const redisDir = path.join(folder, "redis")
  fs.mkdirSync(redisDir)
  const env = medusaEnv(databaseUrl, { LOG_LEVEL: "warn", FORCE_COLOR: "0" })
  const medusa = (args) => run(`medusa ${args[0]}`, process.execPath, [medusaCli, ...args], { cwd: root, env })

  await step("Migrating", () => medusa(["db:migrate"]))
  const shopFile = path.join(folder, "shop.json")
  await step("Seeding a shop", () => medusa(["exec", SEED, shopFile]))
  const redis = await step("Starting Redis", () => startRedis({ dir: redisDir }))
  const clockFile = (name) => path.join(folder, `${name}.clock`)
  const envOf = (name) => ({ NODE_OPTIONS: `--require ${SKEWED_CLOCK}`, TORTURE_CLOCK_FILE: clockFile(name) })
  const port = await freePort()
  const cluster = await step(`Starting ${servers} servers, a worker and the proxy`, () =>
    startCluster({ cwd: root, env, port, redisUrl: redis.url, servers, envOf }),
  )
  const db = openDb(databaseUrl)
  return {
    ...{ postgres, redis, cluster, db, startPostgres, clockFile },
    bank: openBank(db),
    url: cluster.url,
    shop: JSON.parse(fs.readFileSync(shopFile, "utf8")),
  }
}
