import fs from "node:fs"
import { StringDecoder } from "node:string_decoder"

/** The objects of a file of JSON lines, one after the other: a million of them need not fit into one string. */
export function* readLines(file) {
  const open = fs.openSync(file, "r")
  const chunk = Buffer.alloc(1 << 20)
  const decoder = new StringDecoder("utf8")
  let rest = ""
  try {
    for (let read; (read = fs.readSync(open, chunk)) > 0;) {
      const parts = (rest + decoder.write(chunk.subarray(0, read))).split("\n")
      rest = parts.pop()
      for (const part of parts) if (part) yield JSON.parse(part)
    }
    if (rest) yield JSON.parse(rest)
  } finally {
    fs.closeSync(open)
  }
}
