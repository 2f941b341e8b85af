import fs from "node:fs"
import path from "node:path"

/** One answer of the API; `route` has `:id` where the path had an id of ours or of Medusa's. */
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

export function recordReply(reply: Omit<SeenReply, "route"> & { path: string }): void {
  const { method, status, request, response } = reply
  const route = routeOf(reply.path)
  const kind = `${method} ${route} ${status} ${(response as { code?: string }).code ?? ""}`
  if (known.has(kind)) return
  known.add(kind)
  fs.appendFileSync(file(), `${JSON.stringify({ method, route, status, request, response } satisfies SeenReply)}\n`)
}

/** A sample of every (method, route, status, code) that any file of this run has seen so far. */
export function seenReplies(): SeenReply[] {
  if (!fs.existsSync(file())) return []
  const lines = fs.readFileSync(file(), "utf8").split("\n").filter(Boolean)
  return lines.map((line) => JSON.parse(line) as SeenReply)
}

const routeOf = (target: string) => target.split("?")[0]!.replace(/\/[a-z]+_[A-Za-z0-9_-]+(?=\/|$)/g, "/:id")
