const fs = require("node:fs")
const path = require("node:path")
const { codesOf } = require("../../openapi/codes-of")

const SUITE = path.join(__dirname, "..", "http")
const DOCUMENT = path.join(__dirname, "..", "..", "docs", "openapi.json")

/**
 * A reporter: a run in which every HTTP test took part and passed fails if docs/openapi.json names an answer of a route
 * that none of them has seen. The other way round, an answer that the document does not name fails its own test. What
 * the document says of any route alike (`x-any-route`: a busy database, a body that is too large) is not asked for.
 */
module.exports = class EverythingSeen {
  constructor(globalConfig) {
    this.globalConfig = globalConfig
  }

  onRunComplete(_contexts, results) {
    if (!ranWhole(this.globalConfig, results)) return
    const seen = seenAnswers()
    const unseen = documentedAnswers().filter((answer) => !seen.has(answer))
    if (unseen.length > 0) {
      this.error = new Error(`docs/openapi.json names what no HTTP test has seen:\n  ${unseen.join("\n  ")}`)
      console.error(this.error.message)
    }
  }

  getLastError() {
    return this.error
  }
}

function ranWhole({ testNamePattern }, { testResults, wasInterrupted }) {
  const files = fs.readdirSync(SUITE).filter((name) => name.endsWith(".spec.ts"))
  const ran = testResults.filter(({ testFilePath }) => path.dirname(testFilePath) === SUITE)
  const isComplete = ({ numFailingTests, numPendingTests, testExecError }) =>
    numFailingTests === 0 && numPendingTests === 0 && !testExecError
  return !testNamePattern && !wasInterrupted && ran.length === files.length && ran.every(isComplete)
}

/** Every status of every route, refusals once for each of their codes: `GET /… 404 hold_not_found`. */
function documentedAnswers() {
  const { paths, "x-any-route": anyRoute } = JSON.parse(fs.readFileSync(DOCUMENT, "utf8"))
  const isOfAnyRoute = (status, { $ref }) => $ref !== undefined && $ref === anyRoute[status]?.$ref
  return Object.entries(paths).flatMap(([route, operations]) =>
    Object.entries(operations).flatMap(([method, { responses }]) =>
      Object.entries(responses).flatMap(([status, response]) => {
        if (isOfAnyRoute(status, response)) return []
        const codes = codesOf(response)
        return (codes.length > 0 ? codes : [""]).map((code) => answer(method.toUpperCase(), route, status, code))
      }),
    ),
  )
}

function seenAnswers() {
  const lines = fs.readFileSync(path.join(process.env.RB_TEST_DIR, "replies.jsonl"), "utf8").split("\n")
  const replies = lines.filter(Boolean).map((line) => JSON.parse(line))
  return new Set(replies.map(({ method, route, status, response }) => answer(method, route, status, response.code)))
}

function answer(method, route, status, code) {
  return [method, route, status, code].filter(Boolean).join(" ")
}
