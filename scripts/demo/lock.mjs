import fs from "node:fs"
import path from "node:path"
import { PlainError } from "../lib/plain-error.mjs"
import { isSameProcess, processIdentity } from "../lib/process.mjs"
import { demoDir } from "./paths.mjs"

const lockFile = path.join(demoDir, "lock.json")

/** One demo or development server at a time: they share the database. Returns how to give it back. */
export function takeLock(command, url) {
  fs.mkdirSync(demoDir, { recursive: true })
  const mine = { pid: process.pid, identity: processIdentity(process.pid), command, url }
  const draft = `${lockFile}.${process.pid}`
  fs.writeFileSync(draft, JSON.stringify(mine))
  try {
    claim(draft)
  } finally {
    fs.rmSync(draft, { force: true })
  }
  return () => fs.rmSync(lockFile, { force: true })
}

function claim(draft) {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      // A link appears whole or not at all, so nobody reads half a lock.
      return fs.linkSync(draft, lockFile)
    } catch (error) {
      if (error.code !== "EEXIST") throw error
    }
    const holder = read()
    if (holder && isSameProcess(holder)) throw refusal(holder)
    fs.rmSync(lockFile, { force: true })
  }
  throw new PlainError("Another demo is starting here at this very moment.")
}

function refusal({ command, pid, url }) {
  return new PlainError(`${command} is already running here (process ${pid}, ${url}): stop it with Ctrl-C first.`)
}

function read() {
  try {
    return JSON.parse(fs.readFileSync(lockFile, "utf8"))
  } catch {
    return null
  }
}
