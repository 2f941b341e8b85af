import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { cleanEnv, npm, run, stopAll } from "../../scripts/lib/command.mjs"
import { sourceHash } from "../../scripts/demo/sources.mjs"
import { startPostgres } from "../../scripts/lib/postgres.mjs"
import { fill } from "./fill.mjs"
import { appDir, medusaCli, root } from "./paths.mjs"

const DATABASE = "bench"
const SEED = "../../integration-tests/helpers/seed-shop.ts"
const stamp = path.join(root, ".medusa/server/.source-hash")

/**
 * Everything a measurement stands on, made anew in a temporary folder: the plugin as it ships, PostgreSQL, a seeded
 * shop, and claims in its tables. `{ postgres, databaseUrl, env, shop, size, temporary, clear }`; `clear` stops and
 * removes it all.
 */
export async function setStage(size, step) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), "resource-booking-bench-"))
  let postgres
  const clear = async () => {
    await stopAll()
    await postgres?.stop()
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 3 })
  }
  try {
    await step("Building the plugin", buildPlugin)
    postgres = await step("Starting PostgreSQL", () =>
      startPostgres({ dataDir: path.join(temporary, "postgres"), settings: POSTGRES_SETTINGS }),
    )
    await postgres.createDatabase(DATABASE)
    const databaseUrl = postgres.url(DATABASE)
    const env = shopEnv(databaseUrl)
    await step("Migrating the shop", () => medusa(["db:migrate", "--execute-safe-links"], env))
    const shopFile = path.join(temporary, "shop.json")
    await step("Seeding the shop", () => medusa(["exec", SEED, shopFile], env))
    await step(`Filling in ${size.claims.toLocaleString("en")} claims`, () => fill(databaseUrl, size))
    const shop = JSON.parse(fs.readFileSync(shopFile, "utf8"))
    return { postgres, databaseUrl, env, shop, size, temporary, clear }
  } catch (error) {
    await clear()
    throw error
  }
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
