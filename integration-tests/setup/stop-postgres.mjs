import fs from "node:fs"
import path from "node:path"
import pg from "@medusajs/framework/pg"
import { keepShop } from "./shop-cache.mjs"

/** jest's globalTeardown. The replies that were seen stay behind in .test for whoever compares them with the docs. */
export default async function stop() {
  const { directory, server, shopFile, isKept } = globalThis.__testRun
  if (server) {
    await server.stop()
    if (!isKept) keepShop({ dataDir: server.dataDir, shopFile })
    fs.rmSync(server.dataDir, { recursive: true, force: true })
  } else if (process.env.DB_HOST) {
    await dropTemplate()
  }
  const replies = path.join(directory, "replies.jsonl")
  if (fs.existsSync(replies)) {
    fs.mkdirSync(".test", { recursive: true })
    fs.copyFileSync(replies, ".test/replies.jsonl")
  }
  fs.rmSync(directory, { recursive: true, force: true })
}

/** On a server that was given, the files dropped their own databases; this one they shared. */
async function dropTemplate() {
  const { DB_HOST: host, DB_PORT, DB_USERNAME: user, DB_PASSWORD: password, RB_SHOP_TEMPLATE: template } = process.env
  const client = new pg.Client({ host, port: Number(DB_PORT), user, password, database: "postgres" })
  await client.connect()
  await client.query(`drop database if exists "${template}" with (force)`)
  await client.end()
}
