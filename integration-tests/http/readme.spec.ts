import fs from "node:fs"
import { day } from "../helpers/build"
import type { Body, Headers } from "../helpers/http-client"
import { httpSuite } from "../helpers/http-suite"

/**
 * The README's curl line, read as a shell and curl would read it (a bare machine need have neither): variables filled
 * in, single quotes taken off, `-H` and `-d` as they stand.
 */
const sample = (variables: Record<string, string>) => {
  const readme = fs.readFileSync("README.md", "utf8")
  const block = /run by integration-tests\/http\/readme\.spec\.ts -->\s*```sh\n([\s\S]*?)```/.exec(readme)?.[1]
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

httpSuite(({ api, build }) => {
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
})
