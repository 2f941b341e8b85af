import fs from "node:fs"
import { finished } from "node:stream/promises"

/**
 * The history of a run: one JSON object a line for every call of every client, in the form of history/README.md. Its
 * instants are the machine's time when the run began and what a monotonic clock has added since.
 */
export function openHistory(file) {
  const out = fs.createWriteStream(file)
  const began = Date.now() - performance.now()
  let count = 0
  return {
    file,
    now: () => Math.round((began + performance.now()) * 1000) / 1000,
    write: (line) => void out.write(`${JSON.stringify({ id: ++count, ...line })}\n`),
    async close() {
      out.end()
      await finished(out)
    },
  }
}

export const readHistory = (file) =>
  fs
    .readFileSync(file, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line))
