import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { startPostgres } from "../../scripts/lib/postgres.mjs"
import { takeShop } from "./shop-cache.mjs"

const PREFIX = "resource-booking-test-"
const STALE_AFTER_MS = 6 * 60 * 60 * 1000

/**
 * jest's globalSetup: a PostgreSQL of this run's own, or the one that TEST_DATABASE_URL or DB_HOST and DB_PORT name
 * (its user must be allowed to create databases). Whatever the run leaves behind lies in RB_TEST_DIR.
 */
export default async function start() {
  sweep()
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), PREFIX))
  // PostgreSQL runs as another account where we are root, and must be able to walk there.
  fs.chmodSync(directory, 0o755)
  process.env.RB_TEST_DIR = directory
  process.env.RB_SHOP_TEMPLATE = "rb_shop"
  process.env.NODE_ENV = "test"
  process.env.LOG_LEVEL ??= "error"
  process.env.MEDUSA_DISABLE_TELEMETRY = "true"
  // Whatever database the shell talks about, no test may touch it.
  delete process.env.DATABASE_URL
  globalThis.__testRun = { directory }
  if (process.env.TEST_SUITES === "unit" || useGiven()) return

  const [dataDir, shopFile] = [path.join(directory, "data"), path.join(directory, "shop.json")]
  const isKept = takeShop({ dataDir, shopFile })
  // Nothing here must outlive the run, so nothing waits for the disk.
  const settings = {
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
    max_connections: 400,
    wal_level: "minimal",
    max_wal_senders: 0,
  }
  const server = await startPostgres({ dataDir, settings })
  globalThis.__testRun = { directory, server, shopFile, isKept }
  // localhost by name: test-utils and Medusa turn SSL on for every other host, 127.0.0.1 included.
  describe({ host: "localhost", port: server.port, user: server.user, password: "" })
}

/** A run that was killed could not clear up after itself. */
function sweep() {
  for (const name of fs.readdirSync(os.tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const left = path.join(os.tmpdir(), name)
    const isStale = fs.statSync(left, { throwIfNoEntry: false })?.mtimeMs < Date.now() - STALE_AFTER_MS
    if (isStale) fs.rmSync(left, { recursive: true, force: true })
  }
}

function useGiven() {
  const given = process.env.TEST_DATABASE_URL
  if (given) {
    const url = new URL(given)
    const host = ["127.0.0.1", "[::1]"].includes(url.hostname) ? "localhost" : url.hostname
    const [user, password] = [url.username || "postgres", url.password].map(decodeURIComponent)
    describe({ host, port: url.port || 5432, user, password })
  }
  if (!given && !(process.env.DB_HOST && process.env.DB_PORT)) return false
  // Another run may be at work on the same server.
  process.env.RB_SHOP_TEMPLATE = `rb_shop_${process.pid}`
  return true
}

function describe({ host, port, user, password }) {
  Object.assign(process.env, { DB_HOST: host, DB_PORT: String(port), DB_USERNAME: user, DB_PASSWORD: password })
}
