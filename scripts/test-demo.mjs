import { spawn } from "node:child_process"
import { once } from "node:events"
import fs from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"
import { demoFile } from "./demo/paths.mjs"
import { freePort } from "./lib/ports.mjs"

// `npm run demo` as the README gives it: it ends with the booking made and the server up, writes demo.json, answers on
// its port to the calls that it prints, sells each of its products, stops at Ctrl-C and starts again on the same data.
const START_TIMEOUT_MS = 8 * 60_000
const FIELDS = [
  "url",
  "admin_url",
  "publishable_key",
  "admin_email",
  "admin_password",
  "database_url",
  "region_id",
  "variants",
  "pid",
]

// One line each, in this order.
const STEPS = [
  /availability +200 {2}\d+ of \d+ days free/,
  /store\/carts +200 {2}cart_\w+/,
  /line-items +201 {2}\d{4}-\d\d-\d\d, \d{4}-\d\d-\d\d for \d+ minutes, 480 AUD/,
  /same token again +200 .*idempotent_replay: true/,
  /second customer +409 {2}insufficient_capacity/,
  /payment-collections\S* +200/,
  /complete +200 {2}order #\d+, 480 AUD/,
  /admin\/orders\/:id +200 {2}its allocation alloc_\w+/,
  /cancel +200 {2}canceled/,
  /availability +200 {2}[\d, -]+ free again/,
]

/** What each product costs, and what one sends for it beside the variant. */
const PRODUCTS = {
  'LandCruiser 200 "Kalinda"': { price: 720, body: { start_date: day(120), end_date: day(122) } },
  "HiLux Camper": { price: 380, body: { start_date: day(120), end_date: day(122) } },
  "K'gari Day Tour": { price: 229, body: { start_date: day(120) } },
  "Moreton Island with a guide of your own": { price: 320, body: { start_date: day(120), quantity: 2 }, units: [2, 1] },
}

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
    for (const step of STEPS) must(step.test(printed), `the booking did not print ${step}`)
    for (const { url, headers, body } of printedCalls(printed)) await bookAndRelease(facts, url, headers, body)
    await bookEveryProduct(facts)
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

async function bookEveryProduct({ url, publishable_key, region_id, variants }) {
  const headers = { "content-type": "application/json", "x-publishable-api-key": publishable_key }
  const made = await fetch(`${url}/store/carts`, { method: "POST", headers, body: JSON.stringify({ region_id }) })
  const { cart } = await made.json()
  for (const [title, { price, body, units = [1] }] of Object.entries(PRODUCTS)) {
    const route = `${url}/store/resource-booking/carts/${cart.id}/line-items`
    const booking = JSON.stringify({ variant_id: variants[title], ...body })
    const { line_item, holds } = await bookAndRelease({ url, publishable_key }, route, headers, booking)
    const taken = holds.map(({ quantity }) => quantity).sort((a, b) => b - a)
    must(
      line_item.unit_price === price && `${taken}` === `${units}`,
      `${title}: ${line_item.unit_price}, units ${taken}`,
    )
  }
}

/** Gives the dates back, so that the test can be run again at once. */
async function bookAndRelease(facts, url, headers, body) {
  const made = await fetch(url, { method: "POST", headers, body })
  const answer = await made.json()
  must(made.status === 201, `${url} answered ${made.status} to ${body}: ${JSON.stringify(answer)}`)
  for (const { id } of answer.holds ?? [answer.hold]) {
    const hold = `${facts.url}/store/resource-booking/holds/${id}`
    const released = await fetch(hold, {
      method: "DELETE",
      headers: { "x-publishable-api-key": facts.publishable_key },
    })
    must(released.status === 200, `${hold} answered ${released.status} to DELETE`)
  }
  return answer
}

/** The curl calls as they stand there, for whoever has no curl. */
function printedCalls(printed) {
  const calls = [...printed.matchAll(/^curl -s -X POST (\S+) (.+) -d '(.+)'$/gm)]
  must(calls.length === 2, `${calls.length} curl calls are printed instead of 2`)
  return calls.map(([, url, headers, body]) => ({
    url,
    headers: Object.fromEntries(
      [...headers.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name, value]) => [name, value]),
    ),
    body,
  }))
}

async function until(condition, child, what) {
  const deadline = Date.now() + START_TIMEOUT_MS
  while (!condition()) {
    if (child.exitCode !== null) throw new Error(`the demo ended with ${child.exitCode} before it was ${what}`)
    if (Date.now() > deadline) throw new Error(`the demo was not ${what} within ${START_TIMEOUT_MS / 60_000} minutes`)
    await sleep(100)
  }
}

function day(ahead) {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
}

function must(holds, otherwise) {
  if (!holds) throw new Error(otherwise)
}
