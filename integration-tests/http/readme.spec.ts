import { execFile } from "node:child_process"
import fs from "node:fs"
import { promisify } from "node:util"
import { day } from "../helpers/build"
import { httpSuite } from "../helpers/http-suite"

const run = promisify(execFile)

/** The first shell block after the marker that names this file. */
const sample = (): string => {
  const readme = fs.readFileSync("README.md", "utf8")
  const block = /run by integration-tests\/http\/readme\.spec\.ts -->\s*```sh\n([\s\S]*?)```/.exec(readme)
  if (!block) throw new Error("README.md has lost its sample")
  return block[1]!
}

httpSuite(({ api, build }) => {
  it("the README's sample holds the dates, answers its repetition with the same hold, and others are refused", async () => {
    const resource = await build.resource()
    const env = {
      ...process.env,
      URL: api.baseUrl,
      PUBLISHABLE_KEY: api.shop.publishable_key,
      RESOURCE_ID: resource.id,
      START_DATE: day(3),
      END_DATE: day(5),
    }
    const curl = async () => {
      const { stdout } = await run("bash", ["-c", `${sample().trim()} -s -w '\n%{http_code}'`], { env })
      const [body, status] = stdout.split("\n").slice(-2)
      return { status, body: JSON.parse(body!) as { hold: { id: string }; idempotent_replay?: boolean } }
    }
    const first = await curl()
    expect(first).toMatchObject({ status: "201", body: { hold: { resource_id: resource.id, days: 3 }, time_remaining_seconds: 1800 } })
    expect(await curl()).toMatchObject({ status: "200", body: { hold: { id: first.body.hold.id }, idempotent_replay: true } })
    const other = { resource_id: resource.id, dates: [day(4)], customer_email: "bo@example.com" }
    expect(await api.store.post("/store/resource-booking/holds", other)).toMatchObject({
      status: 409,
      error: { code: "insufficient_capacity", details: { unavailable_dates: [{ date: day(4) }] } },
    })
  })
})
