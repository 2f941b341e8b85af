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
  const admin = { email: settings.admin_email, password: settings.admin_password }
  const booked = await Promise.race([bookOnce({ url, admin, ...seed }), untilFailure])

  const demo = {
    url,
    admin_url: `${url}/app`,
    publishable_key: seed.publishable_key,
    admin_email: settings.admin_email,
    admin_password: settings.admin_password,
    database_url: database.url,
    region_id: seed.region_id,
    variants: seed.variants,
    pid: process.pid,
  }
  fs.writeFileSync(demoFile, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 })
  atEnd(() => fs.rmSync(demoFile, { force: true }))
  announce(demo, seed.vehicle, booked)
  return { untilFailure }
})

function readFlags() {
  const unknown = process.argv.slice(2).filter((flag) => flag !== "--fresh")
  if (unknown.length) throw new PlainError(`npm run demo knows one flag, -- --fresh, and not ${unknown.join(" ")}.`)
  return process.argv.includes("--fresh")
}

function announce(demo, vehicle, { dates, cart_id }) {
  const hold = { resource_id: vehicle.id, dates: dates.slice(0, 1), quantity: 1, customer_email: "you@example.com" }
  const line = { variant_id: vehicle.variant_id, dates: dates.slice(1) }
  console.log(`
Ready; Ctrl-C stops it. All of this is in ${relative(demoFile)}
  Store API        ${demo.url}/store/resource-booking
  Dashboard        ${demo.admin_url}
  E-mail           ${demo.admin_email}
  Password         ${demo.admin_password}
  Publishable key  ${demo.publishable_key}
  Database         ${demo.database_url}

Hold it yourself:
${curl(demo, "holds", hold)}

Or book its next day in a cart that is there already:
${curl(demo, `carts/${cart_id}/line-items`, line)}
`)
}

function curl({ url, publishable_key }, route, body) {
  const headers = `-H 'content-type: application/json' -H 'x-publishable-api-key: ${publishable_key}'`
  return `curl -s -X POST ${url}/store/resource-booking/${route} ${headers} -d '${JSON.stringify(body)}'`
}
