import fs from "node:fs"
import path from "node:path"
import pg from "@medusajs/framework/pg"
import { PlainError } from "../lib/plain-error.mjs"
import { removePostgres, startPostgres } from "../lib/postgres.mjs"
import { atEnd } from "./lifecycle.mjs"
import { dataDir, demoDir } from "./paths.mjs"
import { step } from "./progress.mjs"

const DATABASE = "resource_booking_demo"
const LOCAL = /localhost|sslmode=disable/i

/**
 * DATABASE_URL when it is given, else a PostgreSQL of our own below .demo. Returns its URL; for our
 * own also `notesDir`, a folder that lives and dies with the data, and `untilFailure`.
 */
export async function openDatabase({ fresh }) {
  const given = process.env.DATABASE_URL
  if (given) {
    if (fresh)
      throw new PlainError(
        "--fresh wipes only the demo's own database, never the one in DATABASE_URL: unset DATABASE_URL, or empty that database yourself.",
      )
    return step("Connecting to the database in DATABASE_URL", async () => ({ url: await checked(given) }))
  }
  if (fresh) await step("Wiping the demo's data", wipe)
  return step("Starting PostgreSQL", async () => {
    const server = await startPostgres({ dataDir })
    atEnd(() => server.stop())
    await server.createDatabase(DATABASE)
    const untilFailure = server.ended.then(() => {
      throw new PlainError(`PostgreSQL has ended by itself (see ${server.dataDir}/server.log).`)
    })
    untilFailure.catch(() => {})
    return { url: server.url(DATABASE), notesDir: server.dataDir, untilFailure }
  })
}

async function wipe() {
  await removePostgres(dataDir)
  for (const name of fs.readdirSync(demoDir)) {
    if (name !== "lock.json") fs.rmSync(path.join(demoDir, name), { recursive: true, force: true })
  }
}

async function checked(given) {
  let url
  try {
    url = new URL(given)
  } catch {
    url = null
  }
  if (!url || !/^postgres(ql)?:$/.test(url.protocol)) {
    throw new PlainError("DATABASE_URL must look like postgres://user:password@localhost:5432/database.")
  }
  // Medusa turns SSL on for every host whose name is not localhost.
  if (["127.0.0.1", "[::1]"].includes(url.hostname)) url.hostname = "localhost"
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: 8_000,
    ...(LOCAL.test(url.href) ? {} : { ssl: { rejectUnauthorized: false } }),
  })
  client.on("error", () => {})
  try {
    await client.connect()
    await client.query("select 1")
  } catch (error) {
    throw new PlainError(
      `The database at ${url.host}${url.pathname} (DATABASE_URL) cannot be used: ${reason(error, url)}.`,
    )
  } finally {
    await client.end().catch(() => {})
  }
  return url.href
}

function reason(error, url) {
  const known = {
    ECONNREFUSED: "nothing listens there",
    ENOTFOUND: "no such host",
    EAI_AGAIN: "no such host",
    "28P01": "wrong user or password",
    "3D000": `it does not exist; create it with: createdb ${url.pathname.slice(1)}`,
  }[error.code]
  if (known) return known
  if (/does not support SSL/.test(error.message)) return "it does not speak SSL; add ?sslmode=disable to the URL"
  return (error.message || String(error.code)).replace(/\.$/, "")
}
