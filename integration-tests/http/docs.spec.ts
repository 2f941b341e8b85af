import fs from "node:fs"
import path from "node:path"
import { format } from "node:util"
import vm from "node:vm"
import { asValue } from "@medusajs/framework/awilix"
import type { IEventBusModuleService, Logger } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { transformSync } from "@swc/core"
import { ageHold, day } from "../helpers/build"
import { documentedRoute } from "../helpers/documented"
import type { Body, Headers } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"
import { until } from "../helpers/locks"
import { readPage } from "../helpers/markdown"

/**
 * The README's curl line, read as a shell and curl would read it (a bare machine need have neither): variables filled
 * in, single quotes taken off, `-H` and `-d` as they stand.
 */
const sample = (variables: Record<string, string>) => {
  const readme = fs.readFileSync("README.md", "utf8")
  const block = /run by integration-tests\/http\/docs\.spec\.ts -->\s*```sh\n([\s\S]*?)```/.exec(readme)?.[1]
  if (!block) throw new Error("README.md has lost its sample")
  const line = block.replaceAll(/'?\$([A-Z_]+)'?/g, (_, name: string) => {
    const value = variables[name]
    if (value === undefined) throw new Error(`The README's sample needs $${name}, which the demo does not print`)
    return value
  })
  const { method, url } = /^curl -X (?<method>\w+) "(?<url>[^"]+)"/.exec(line)!.groups!
  const headers: Headers = {}
  for (const [, name, value] of line.matchAll(/-H "([^:"]+): ([^"]*)"/g)) headers[name!] = value!
  return { method: method!, url: url!, headers, body: /-d '(.*)'/.exec(line)![1]! }
}

const blocksOf = (file: string, language: string) =>
  readPage(fs.readFileSync(file, "utf8")).blocks.filter((block) => block.language === language)

const [shared, ...scripts] = blocksOf("docs/examples.md", "js")
const appFiles = blocksOf("docs/examples.md", "ts").map(({ heading, code }) => ({
  heading,
  code,
  file: /^\/\/ (src\/\S+\.ts)\n/.exec(code)![1]!,
}))
const statements = ["docs/operations.md"].flatMap((file) =>
  blocksOf(file, "sql").map(({ heading, code }) => ({ heading, code })),
)

/** What a block says that it prints: behind a `console.log`, or in comments of their own after a loop. */
const promised = (code: string) => [...code.matchAll(/(?:^|console\.log\(.*\) )\/\/ (.+)$/gm)].map(([, text]) => text)

/** Runs a script as Node would. Its requests are held against docs/openapi.json as those of all HTTP tests are. */
const runScript = async (code: string, env: Record<string, string>): Promise<string[]> => {
  const printed: string[] = []
  const log = (...values: unknown[]) => void printed.push(format(...values))
  const send: typeof fetch = async (target, init) => {
    const response = await fetch(target, init)
    const { pathname, search } = new URL(target as string)
    documentedRoute({
      method: init?.method ?? "GET",
      path: pathname + search,
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.clone().json(),
    })
    return response
  }
  const script = vm.runInThisContext(`(async (process, console, fetch) => {\n${code}\n})`) as (
    ...globals: object[]
  ) => Promise<void>
  await script({ env }, { log }, send)
  return printed
}

/** A file of a merchant's app, compiled and loaded; the package is this repository. */
const load = <Exports>(code: string): Exports => {
  const { code: compiled } = transformSync(code, {
    jsc: { parser: { syntax: "typescript" }, target: "es2022" },
    module: { type: "commonjs" },
  })
  const requireFrom = (name: string) =>
    jest.requireActual<object>(name.replace(/^medusa-plugin-resource-booking\//, `${path.resolve("src")}/`))
  const exports = {}
  const file = vm.runInThisContext(`((exports, require) => {\n${compiled}\n})`) as (
    exports: object,
    require: (name: string) => unknown,
  ) => void
  file(exports, requireFrom)
  return exports as Exports
}

const fileUnder = (heading: string) => {
  const found = appFiles.find((file) => file.heading === heading)
  if (!found) throw new Error(`docs/examples.md has no file under "${heading}"`)
  return found.code
}

type Run<Given> = { default: (given: Given) => Promise<void> }

httpSuite(({ api, build, db, container, service }) => {
  const logged = () => {
    const logger = container.resolve<Logger>(ContainerRegistrationKeys.LOGGER)
    return jest.spyOn(logger, "info").mockImplementation()
  }

  afterEach(() => jest.restoreAllMocks())

  it("the README's sample holds the dates, answers its repetition with the same hold, and others are refused", async () => {
    const resource = await build.resource()
    const { method, url, headers, body } = sample({
      URL: "",
      PUBLISHABLE_KEY: api.shop.publishable_key,
      RESOURCE_ID: resource.id,
      START_DATE: day(3),
      END_DATE: day(5),
    })
    const send = () => api.anonymous.send<Body & { hold: { id: string } }>(method, url, body, headers)
    const first = await send()
    expect(first).toMatchObject({
      status: 201,
      body: { hold: { resource_id: resource.id, days: 3 }, time_remaining_seconds: 1800 },
    })
    expect(await send()).toMatchObject({
      status: 200,
      body: { hold: { id: first.body.hold.id }, idempotent_replay: true },
    })
    const other = { resource_id: resource.id, dates: [day(4)], customer_email: "bo@example.com" }
    expect(await api.store.post("/store/resource-booking/holds", other)).toMatchObject({
      status: 409,
      error: { code: "insufficient_capacity", details: { unavailable_dates: [{ date: day(4) }] } },
    })
  })

  it.each(scripts)("the example “$heading” prints what it says", async ({ code }) => {
    const { publishable_key, admin_token } = api.shop
    const env = { MEDUSA_URL: api.baseUrl, PUBLISHABLE_KEY: publishable_key, ADMIN_TOKEN: admin_token }
    expect(promised(code).length).toBeGreaterThan(0)
    // As in the demo's shop: the page is true on any.
    await build.resource({ name: "Patrol", capacity: 9 })
    expect(await runScript(`${shared!.code}\n${code}`, env)).toEqual(promised(code))
  })

  it("the example of a subscriber reminds the cart's address or the signed-in customer, who still hold, and nobody else", async () => {
    const { default: remind, config } = load<Run<object> & { config: { event: string } }>(
      fileUnder("Remind a customer before the hold lapses"),
    )
    const resource = await build.resource({ capacity: 9, timezone: "Australia/Perth" })
    const [cart, customer] = [await api.cart({ email: "cart@example.com" }), await api.customer("customer@example.com")]
    const typed = { customer_email: "stranger@example.com" }
    const holds = [
      await build.hold({ resource, cart_id: cart.id }),
      await build.hold({ resource, customer_id: customer.id }),
      await build.hold({ resource, ...typed }),
      await build.hold({ resource, cart_id: cart.id, dates: [day(2)] }),
    ]
    const gone = holds[3]!
    for (const { id } of holds) await ageHold(db, id, -300)
    let calls = 0
    const bus = container.resolve<IEventBusModuleService>(Modules.EVENT_BUS)
    const listen = async (event: { data: { id: string } }) => {
      if (event.data.id === gone.id) await service.releaseHold(gone.id, "test")
      await remind({ event, container })
      calls++
    }
    bus.subscribe(config.event, listen as never)
    await api.admin.post("/admin/resource-booking/jobs/notify-expiring-holds", {})
    await until(
      () => calls === holds.length,
      () => `${holds.length} notices, had ${calls}`,
    )
    bus.unsubscribe(config.event, listen as never)
    const sent = await db.query<{ to: string; text: string; idempotency_key: string }>(
      `select "to", data->>'text' as text, idempotency_key from notification order by "to"`,
    )
    const inPerth = new Date(Date.parse((await service.getHold(holds[0]!.id)).hold.expires_at) + 8 * 3_600_000)
    expect(sent[0]!.text).toBe(`Your hold ends at ${inPerth.toISOString().slice(11, 16)}`)
    expect(sent.map(({ to, idempotency_key }) => [to, idempotency_key])).toEqual([
      ["cart@example.com", `hold-expiring-${holds[0]!.id}`],
      ["customer@example.com", `hold-expiring-${holds[1]!.id}`],
    ])
  })

  it("the example of a rule refuses in its own words what lies too far ahead", async () => {
    type Exports = { default: { service: new () => object } }
    const { default: rules } = load<Exports>(fileUnder("A rule of your own"))
    const resource = await build.resource()
    container.register("resource_booking_rules", asValue(new rules.service()))
    try {
      const place = (ahead: number) =>
        api.store.post("/store/resource-booking/holds", {
          resource_id: resource.id,
          dates: [day(ahead)],
          customer_email: "jo@example.com",
        })
      expect(await place(301)).toMatchObject({
        status: 409,
        error: { code: "refused_by_rule", message: "Next year's prices are not out yet: please ask us" },
      })
      expect(await place(3)).toMatchObject({ status: 201 })
    } finally {
      container.register("resource_booking_rules", asValue(undefined))
    }
  })

  it("the example of a workflow holds, and gives the hold back when its own step fails", async () => {
    type Exports = { holdForDriverWorkflow: (scope: object) => { run(given: object): Promise<{ result: object }> } }
    const { holdForDriverWorkflow } = load<Exports>(fileUnder("A hold as a step of your own workflow"))
    const resource = await build.resource()
    const hold = {
      items: [{ resource_id: resource.id, dates: [day(3)], quantity: 1 }],
      customer_email: "jo@example.com",
    }
    const run = (licence_number: string) => holdForDriverWorkflow(container).run({ input: { hold, licence_number } })
    await expect(run("none")).rejects.toMatchObject({ message: "A driver needs a licence" })
    expect(await service.listHolds({})).toMatchObject({ rows: [{ status: "RELEASED" }] })
    expect(await run("12345678")).toMatchObject({ result: { holds: [{ status: "ACTIVE" }] } })
  })

  it("the example of a script reads what is booked and held", async () => {
    const { default: bookingsOf } = load<Run<object>>(fileUnder("Read holds and allocations"))
    const resource = await build.resource({ capacity: 3 })
    await build.booking({ resource, dates: [day(3)] })
    await build.hold({ resource, dates: [day(4)] })
    const info = logged()
    await bookingsOf({ container, args: [resource.id] })
    expect(info.mock.calls).toEqual([[`1 booked, 1 held until ${day(4)}`]])
  })

  it("each file of the examples has a test of its own here", () => {
    expect(appFiles.map(({ file }) => file)).toEqual([
      "src/subscribers/remind-of-hold.ts",
      "src/modules/resource_booking_rules/index.ts",
      "src/workflows/hold-for-driver.ts",
      "src/scripts/bookings-of.ts",
    ])
  })

  it.each(statements.filter(({ code }) => !/\bcommit\b/.test(code)))("the query “$heading” runs", async ({ code }) => {
    await build.hold({ resource: await build.resource() })
    await db.query(code)
  })

  it("the runbook's repair brings a resource's counters back to its claims", async () => {
    const repair = statements.find(({ code }) => /\bcommit\b/.test(code))!.code
    const resource = await build.resource({ capacity: 3 })
    await build.booking({ resource, dates: [day(3), day(4)], quantity: 2 })
    await build.hold({ resource, dates: [day(4), day(5)] })
    await service.setCapacity({
      resource_id: resource.id,
      start_date: day(4),
      end_date: day(4),
      max_capacity: 1,
      clamp: true,
    })
    const sound = () =>
      db.query("select date, max_capacity, available_capacity, target_capacity from resource_capacity order by date")
    const before = await sound()
    await db.query("update resource_capacity set available_capacity = 0 where date = $1", [day(3)])
    await db.query("update resource_capacity set available_capacity = 3 where date = $1", [day(5)])
    await db.query(
      "update resource_capacity set max_capacity = 1, available_capacity = 1, target_capacity = null where date = $1",
      [day(4)],
    )
    const audit = async () => (await service.auditClaims()).drift.map(({ date }) => date)
    expect(await audit()).toEqual([day(3), day(4), day(5)])
    await db.query(repair.replaceAll("res_…", resource.id))
    expect(await audit()).toEqual([])
    expect(await sound()).toEqual(before)
  })
})
