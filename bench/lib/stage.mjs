import fs from "node:fs"
import path from "node:path"
import { cleanEnv, npm, run } from "../../scripts/lib/command.mjs"
import { sourceHash } from "../../scripts/demo/sources.mjs"
import { fill } from "./fill.mjs"
import { appDir, medusaCli, root } from "./paths.mjs"

const DATABASE = "bench"
const SEED = "../../integration-tests/helpers/seed-shop.ts"
const stamp = path.join(root, ".medusa/server/.source-hash")

/**
 * Everything a measurement stands on, made anew: the plugin as it ships, PostgreSQL, a seeded shop, and claims in its
 * tables. Answers with `{ postgres, databaseUrl, env, shop, size, folder }`.
 */
export async function setStage({ folder, startPostgres }, size, step) {
  await step("Building the plugin", buildPlugin)
  const postgres = await step("Starting PostgreSQL", () => startPostgres(POSTGRES_SETTINGS))
  await postgres.createDatabase(DATABASE)
  const databaseUrl = postgres.url(DATABASE)
  const env = shopEnv(databaseUrl)
  await step("Migrating the shop", () => medusa(["db:migrate", "--execute-safe-links"], env))
  const shopFile = path.join(folder, "shop.json")
  await step("Seeding the shop", () => medusa(["exec", SEED, shopFile], env))
  await step(`Filling in ${size.claims.toLocaleString("en")} claims`, () => fill(databaseUrl, size))
  return { postgres, databaseUrl, env, shop: JSON.parse(fs.readFileSync(shopFile, "utf8")), size, folder }
}

/** PostgreSQL's own defaults but for memory: its default of 128 MB is less than a small server has. */
export const POSTGRES_SETTINGS = { shared_buffers: "512MB", max_wal_size: "4GB" }

const shopEnv = (databaseUrl) =>
  cleanEnv({
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    JWT_SECRET: "jwt-of-the-bench",
    COOKIE_SECRET: "cookie-of-the-bench",
    LOG_LEVEL: "warn",
    // One process that serves and listens: what most shops run, and the dearer form for whoever places holds.
    MEDUSA_WORKER_MODE: "shared",
  })

const medusa = (args, env) => run(`medusa ${args[0]}`, process.execPath, [medusaCli, ...args], { cwd: appDir, env })

/** Builds what would be packed, unless the last build was of these very sources. */
async function buildPlugin() {
  const hash = sourceHash()
  if (fs.existsSync(stamp) && fs.readFileSync(stamp, "utf8") === hash) return
  await npm(["run", "build"], { cwd: root, env: cleanEnv() })
  fs.writeFileSync(stamp, hash)
}
