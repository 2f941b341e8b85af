import fs from "node:fs"
import path from "node:path"
import pg from "@medusajs/framework/pg"

/** jest's globalTeardown. The replies that were seen stay behind in .test for whoever compares them with the docs. */
export default async function stop() {
  await (globalThis.__testPostgres?.stop() ?? dropTemplate())
  const replies = path.join(globalThis.__testDirectory, "replies.jsonl")
  if (fs.existsSync(replies)) {
    fs.mkdirSync(".test", { recursive: true })
    fs.copyFileSync(replies, ".test/replies.jsonl")
  }
  fs.rmSync(globalThis.__testDirectory, { recursive: true, force: true })
}

/** On a server that was given, the files dropped their own databases; this one they shared. */
async function dropTemplate() {
  const { DB_HOST: host, DB_PORT, DB_USERNAME: user, DB_PASSWORD: password, RB_SHOP_TEMPLATE: template } = process.env
  if (!host) return
  const client = new pg.Client({ host, port: Number(DB_PORT), user, password, database: "postgres" })
  await client.connect()
  await client.query(`drop database if exists "${template}" with (force)`)
  await client.end()
}
