import { spawn } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { demoFile } from "./demo/paths.mjs"
import { freePort } from "./lib/ports.mjs"

// `npm run demo` as the README gives it: it ends with the booking made and the server up, writes demo.json, answers on
// its port, stops at Ctrl-C and starts again on the same data.
const START_TIMEOUT_MS = 8 * 60_000
const FIELDS = [
  "url",
  "admin_url",
  "publishable_key",
  "admin_email",
  "admin_password",
  "database_url",
  "region_id",
  "pid",
]

for (const round of ["a first start", "a start on the same data"]) {
  const started = Date.now()
  const port = await freePort()
  const demo = spawn(process.execPath, ["scripts/demo.mjs"], { env: { ...process.env, PORT: String(port) } })
  let printed = ""
  for (const stream of [demo.stdout, demo.stderr]) stream.setEncoding("utf8").on("data", (text) => (printed += text))
  const ended = once(demo, "exit")
  try {
    await until(() => printed.includes("Ready; Ctrl-C stops it"), demo, "ready")
    const facts = JSON.parse(fs.readFileSync(demoFile, "utf8"))
    must(
      FIELDS.every((field) => facts[field]),
      `demo.json lacks a field: ${Object.keys(facts)}`,
    )
    const answer = await fetch(`${facts.url}/store/resource-booking/resources`, {
      headers: { "x-publishable-api-key": facts.publishable_key },
    })
    const { resources } = await answer.json()
    must(
      answer.status === 200 && resources.length === 7,
      `the store answers ${answer.status} with ${resources?.length} resources`,
    )
    must((await fetch(facts.admin_url)).status === 200, "the dashboard does not answer")
    for (const step of ["201 ", "same token again", "insufficient_capacity", "free again"]) {
      must(printed.includes(step), `the booking did not print "${step}"`)
    }
  } catch (error) {
    console.error(printed)
    throw error
  } finally {
    demo.kill("SIGINT")
    await ended
  }
  must(!fs.existsSync(demoFile), "demo.json outlived the demo")
  console.log(`${round}: ready, booked and stopped in ${Math.round((Date.now() - started) / 1000)} s`)
}
console.log("The demo passed.")

async function until(condition, child, what) {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!condition()) {
    if (child.exitCode !== null) throw new Error(`the demo ended with ${child.exitCode} before it was ${what}`)
    if (Date.now() > deadline) throw new Error(`the demo was not ${what} within ${START_TIMEOUT_MS / 60_000} minutes`)
    await sleep(100)
  }
}

function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise)
}
