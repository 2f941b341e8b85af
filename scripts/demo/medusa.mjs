import { spawn } from "node:child_process"
import fs from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { stripVTControlCharacters } from "node:util"
import { PlainError } from "../lib/plain-error.mjs"
import { endWithUs, isAlive, signal, waitForEnd } from "../lib/process.mjs"
import { atEnd } from "./lifecycle.mjs"
import { demoDir, relative } from "./paths.mjs"

const cli = createRequire(import.meta.url).resolve("@medusajs/cli/cli.js")
const STOP_TIMEOUT_MS = 15_000

/** The environment of every medusa command of a demo; what a caller's shell says about mode is left out. */
export function medusaEnv({ databaseUrl, settings, port, mode }) {
  const { DISABLE_MEDUSA_ADMIN: _admin, MEDUSA_WORKER_MODE: _worker, ...inherited } = process.env
  const self = `http://localhost:${port}`
  return {
    ...inherited,
    NODE_ENV: mode,
    PORT: String(port),
    DATABASE_URL: databaseUrl,
    JWT_SECRET: settings.jwt_secret,
    COOKIE_SECRET: settings.cookie_secret,
    ADMIN_CORS: `${self},http://localhost:5173`,
    AUTH_CORS: `${self},http://localhost:5173,http://localhost:8000`,
    MEDUSA_DISABLE_TELEMETRY: "true",
    FORCE_COLOR: "0",
  }
}

/**
 * Starts a medusa command as the leader of its own process group: some of them fork, and Ctrl-C
 * must reach us alone. `log` is a name below .demo; without it the output is shown.
 */
export function spawnMedusa(args, { cwd, env, log }) {
  const logFile = log && path.join(demoDir, log)
  const output = logFile ? fs.openSync(logFile, "w") : "inherit"
  const child = spawn(process.execPath, [cli, ...args], { cwd, env, detached: true, stdio: ["ignore", output, output] })
  if (logFile) fs.closeSync(output)
  const callOff = endWithUs(-child.pid, "SIGTERM")
  const ended = new Promise((resolve) => {
    child.once("error", () => resolve(1))
    child.once("exit", (code, name) => resolve(code ?? name))
  })
  const stop = async () => {
    signal(-child.pid, "SIGTERM")
    if (!(await waitForEnd(child.pid, STOP_TIMEOUT_MS))) signal(-child.pid, "SIGKILL")
    await ended
    callOff()
  }
  atEnd(() => isAlive(child.pid) && stop())
  ended.then(callOff)
  return { pid: child.pid, ended, said: () => (logFile ? fs.readFileSync(logFile, "utf8") : ""), logFile }
}

/** Runs a medusa command to its end. */
export async function runMedusa(what, args, options) {
  const command = spawnMedusa(args, options)
  const code = await command.ended
  if (code !== 0) throw medusaFailure(what, command, code)
}

export function medusaFailure(what, { said, logFile }, code) {
  return new PlainError(
    `${what} failed: ${complaint(said()) ?? `it ended with ${code}`} (the whole story is in ${relative(logFile)})`,
  )
}

/** The first error in the output: in production Medusa writes a JSON object a line, otherwise words. */
function complaint(text) {
  const lines = stripVTControlCharacters(text)
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean)
  const logged = lines.map(fromJson).find((entry) => entry?.level === "error" && entry.message)?.message
  const line = logged ?? lines.find((line) => /^(error|\w*Error|.* - error TS\d+)\b.*:.*\S/.test(line))
  return line
    ?.split("\n")[0]
    .replace(/^error:\s*/, "")
    .slice(0, 300)
}

function fromJson(line) {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
