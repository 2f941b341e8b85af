import fs from "node:fs"
import path from "node:path"
import type { SentRequest } from "./http-client"

/** One answer of the API; `route` is named as in docs/openapi.json, or the path of a route that is not ours. */
export interface SeenReply {
  method: string
  route: string
  status: number
  request?: unknown
  response: unknown
}

// Files of one run share nothing in memory: what they saw meets on disk, the first sample of each kind.
const file = () => path.join(process.env.RB_TEST_DIR ?? ".test", "replies.jsonl")
const known = new Set<string>()

export function recordReply({ method, path: target, status, request, body }: SentRequest, documented?: string): void {
  const route = documented ?? target.split("?")[0]!
  const kind = `${method} ${route} ${status} ${(body as { code?: string }).code ?? ""}`
  if (known.has(kind)) return
  known.add(kind)
  const reply: SeenReply = { method, route, status, request, response: body }
  fs.appendFileSync(file(), `${JSON.stringify(reply)}\n`)
}

/** A sample of every (method, route, status, code) that any file of this run has seen so far. */
export function seenReplies(): SeenReply[] {
  if (!fs.existsSync(file())) return []
  const lines = fs.readFileSync(file(), "utf8").split("\n").filter(Boolean)
  return lines.map((line) => JSON.parse(line) as SeenReply)
}
