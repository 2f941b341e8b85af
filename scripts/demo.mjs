import fs from "node:fs"
import { PlainError } from "./lib/plain-error.mjs"
import { bookOnce } from "./demo/booking.mjs"
import { buildApp } from "./demo/build.mjs"
import { openDatabase } from "./demo/database.mjs"
import { atEnd, run } from "./demo/lifecycle.mjs"
import { takeLock } from "./demo/lock.mjs"
import { medusaEnv } from "./demo/medusa.mjs"
import { appDir, demoFile, relative } from "./demo/paths.mjs"
import { assertPortFree, chosenPort } from "./demo/port.mjs"
import { prepareDatabase } from "./demo/prepare.mjs"
import { step } from "./demo/progress.mjs"
import { startServer } from "./demo/server.mjs"
import { demoSettings } from "./demo/settings.mjs"

await run(async () => {
  const fresh = readFlags()
  const port = chosenPort()
  const url = `http://localhost:${port}`
  atEnd(takeLock("npm run demo", url))
  fs.rmSync(demoFile, { force: true })
  await assertPortFree(port)

  const database = await openDatabase({ fresh })
  const settings = demoSettings()
  const env = medusaEnv({ databaseUrl: database.url, settings, port, mode: "production" })
  const version = await buildApp(env)
  const seed = await prepareDatabase({ env, settings, migrateIn: appDir, version, notesDir: database.notesDir })
  const server = await step("Starting the server", () => startServer({ env, port, url }))
  const untilFailure = Promise.race([server.untilFailure, database.untilFailure ?? server.untilFailure])
  const date = await Promise.race([bookOnce({ url, ...seed }), untilFailure])

  const demo = {
    url,
    admin_url: `${url}/app`,
    publishable_key: seed.publishable_key,
    admin_email: settings.admin_email,
    admin_password: settings.admin_password,
    database_url: database.url,
    region_id: seed.region_id,
    pid: process.pid,
  }
  fs.writeFileSync(demoFile, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  atEnd(() => fs.rmSync(demoFile, { force: true }))
  announce(demo, seed.vehicle, date)
  return { untilFailure }
})

function readFlags() {
  const unknown = process.argv.slice(2).filter((flag) => flag !== "--fresh")
  if (unknown.length) throw new PlainError(`npm run demo knows one flag, -- --fresh, and not ${unknown.join(" ")}.`)
  return process.argv.includes("--fresh")
}

function announce(demo, vehicle, date) {
  console.log(`
Ready; Ctrl-C stops it. All of this is in ${relative(demoFile)}
  Store API        ${demo.url}/store/resource-booking
  Dashboard        ${demo.admin_url}
  E-mail           ${demo.admin_email}
  Password         ${demo.admin_password}
  Publishable key  ${demo.publishable_key}
  Database         ${demo.database_url}

Hold it yourself:
curl -s -X POST ${demo.url}/store/resource-booking/holds -H 'content-type: application/json' -H 'x-publishable-api-key: ${demo.publishable_key}' -d '{"resource_id":"${vehicle.id}","dates":["${date}"],"quantity":1,"customer_email":"you@example.com"}'
`)
}
