import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import type { SeenReply } from "../helpers/seen-replies"

type Reporter = { onRunComplete(contexts: unknown, results: unknown): void; getLastError(): Error | undefined }
// eslint-disable-next-line @typescript-eslint/no-require-imports
const EverythingSeen = require("../setup/everything-seen") as new (config: object) => Reporter

const SUITE = path.resolve("integration-tests/http")
const FILES = fs.readdirSync(SUITE).filter((name) => name.endsWith(".spec.ts"))
const passed = (name: string) => ({
  testFilePath: path.join(SUITE, name),
  numFailingTests: 0,
  numPendingTests: 0,
})

describe("what no HTTP test has seen of the document", () => {
  const { RB_TEST_DIR } = process.env
  const log = jest.spyOn(console, "error").mockImplementation()
  let directory: string

  beforeEach(() => {
    directory = fs.mkdtempSync(path.join(os.tmpdir(), "everything-seen-"))
    process.env.RB_TEST_DIR = directory
    const one: SeenReply = { method: "GET", route: "/store/resource-booking/holds/{id}", status: 200, response: {} }
    fs.writeFileSync(path.join(directory, "replies.jsonl"), `${JSON.stringify(one)}\n`)
  })
  afterEach(() => {
    process.env.RB_TEST_DIR = RB_TEST_DIR
    fs.rmSync(directory, { recursive: true })
  })
  afterAll(() => log.mockRestore())

  const faultOf = (testResults: object[], config = {}) => {
    const reporter = new EverythingSeen(config)
    reporter.onRunComplete([], { testResults, wasInterrupted: false })
    return reporter.getLastError()?.message
  }

  it("fails a whole run, answer by answer", () => {
    const fault = faultOf(FILES.map(passed))
    expect(fault).toContain("  GET /store/resource-booking/holds/{id} 404 hold_not_found\n")
    expect(fault).toContain("  GET /admin/resource-booking/health 503\n")
    expect(fault).toContain("  GET /admin/resource-booking/holds/{id} 401\n")
    expect(fault).not.toContain("GET /store/resource-booking/holds/{id} 200")
    expect(fault).not.toMatch(/ 413| 503 (busy|lock_timeout)|holds 503/)
  })

  it("is not asked for where a file, a test by name or a test that failed was left out", () => {
    const [first, ...others] = FILES.map(passed)
    expect(faultOf(others)).toBeUndefined()
    expect(faultOf([first!, ...others], { testNamePattern: "extends" })).toBeUndefined()
    expect(faultOf([{ ...first!, numFailingTests: 1 }, ...others])).toBeUndefined()
    expect(faultOf([{ ...first!, numPendingTests: 1 }, ...others])).toBeUndefined()
    expect(faultOf([])).toBeUndefined()
  })
})
