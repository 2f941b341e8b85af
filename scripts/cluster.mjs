/**
 * `npm run cluster`: the demo's shop as one would run it in production. Three Medusa servers and a worker, PostgreSQL,
 * Redis behind Medusa's events, workflows, cache and locks, and a proxy in front.
 */
import fs from "node:fs"
import path from "node:path"
import { lastLines } from "./lib/command.mjs"
import { PlainError } from "./lib/plain-error.mjs"
import { openRedis } from "./cluster/redis.mjs"
import { startCluster } from "./cluster/start.mjs"
import { buildApp } from "./demo/build.mjs"
import { openDatabase } from "./demo/database.mjs"
import { atEnd, run } from "./demo/lifecycle.mjs"
import { takeLock } from "./demo/lock.mjs"
import { medusaEnv } from "./demo/medusa.mjs"
import { appDir, demoDir } from "./demo/paths.mjs"
import { assertPortFree, chosenPort } from "./demo/port.mjs"
import { prepareDatabase } from "./demo/prepare.mjs"
import { step } from "./demo/progress.mjs"
import { demoSettings } from "./demo/settings.mjs"

const never = new Promise(() => {})

await run(async () => {
  if (process.argv.length > 2) throw new PlainError(`npm run cluster knows no flags, not ${process.argv[2]}.`)
  const port = chosenPort()
  const url = `http://localhost:${port}`
  atEnd(takeLock("npm run cluster", url))
  await assertPortFree(port)

  const redisDir = path.join(demoDir, "redis")
  fs.mkdirSync(redisDir, { recursive: true })
  const redis = await step("Starting Redis", () => openRedis(redisDir))
  atEnd(() => redis.stop())
  const database = await openDatabase({ fresh: false })
  const settings = demoSettings()
  const env = medusaEnv({ databaseUrl: database.url, settings, port, mode: "production" })
  const version = await buildApp(env)
  const seed = await prepareDatabase({ env, settings, migrateIn: appDir, version, notesDir: database.notesDir })
  const cluster = await step("Starting three servers, a worker and the proxy", () =>
    startCluster({ cwd: appDir, env: { ...env, REDIS_URL: redis.url }, port, redisUrl: redis.url }),
  )
  atEnd(() => cluster.stop())
  announce({ url, redis, database, cluster, settings, seed })
  return { untilFailure: Promise.race([...cluster.nodes.map(endOf), redisEnd(redis), database.untilFailure ?? never]) }
})

async function endOf(node) {
  const code = await node.ended
  throw new PlainError(`${node.name} has ended by itself (${code}):\n${lastLines(node.log(), 20)}`)
}

async function redisEnd({ ended }) {
  await (ended ?? never)
  throw new PlainError("Redis has ended by itself.")
}

function announce({ url, redis, database, cluster, settings, seed }) {
  const rows = [
    ["Store API", `${url}/store/resource-booking`],
    ["Dashboard", `${url}/app`],
    ["E-mail", settings.admin_email],
    ["Password", settings.admin_password],
    ["Publishable key", seed.publishable_key],
    ["Who is up", `${url}/health`],
    ...cluster.nodes.map(({ name, url: own, pid }) => [name, `${own} (process ${pid})`]),
    ["Database", database.url],
    ["Redis", redis.url],
  ]
  console.log("\nReady; Ctrl-C stops all of it.")
  for (const [what, where] of rows) console.log(`  ${what.padEnd(16)} ${where}`)
}
