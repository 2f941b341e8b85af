import { spawn } from "node:child_process"
import { once } from "node:events"
import { PlainError } from "./plain-error.mjs"
import { endWithUs, isAlive, signal, waitForEnd } from "./process.mjs"

const STOP_TIMEOUT_MS = 15_000
const running = new Set()

/** What a shell of the merchant's own would have: nothing of the npm run or the test run that started us. */
export function cleanEnv(more = {}) {
  const foreign =
    /^(npm_package_|npm_lifecycle_|npm_config_(local_)?prefix$|npm_command$|INIT_CWD$|NODE_OPTIONS$|NODE_ENV$|DATABASE_URL$|REDIS_URL$|MEDUSA_|RESOURCE_BOOKING_|PORT$)/i
  const inherited = Object.entries(process.env).filter(([name]) => !foreign.test(name))
  return { ...Object.fromEntries(inherited), MEDUSA_DISABLE_TELEMETRY: "true", FORCE_COLOR: "0", ...more }
}

/** Starts a program as the leader of its own process group; `said()` is all it has written so far. */
export function start(program, args, { cwd, env = cleanEnv() }) {
  const child = spawn(program, args, { cwd, env, detached: true, stdio: ["ignore", "pipe", "pipe"] })
  let out = ""
  let all = ""
  child.stdout.setEncoding("utf8").on("data", (text) => ((out += text), (all += text)))
  child.stderr.setEncoding("utf8").on("data", (text) => (all += text))
  const ended = once(child, "close").then(
    ([code, name]) => code ?? name,
    (error) => ((all += error.message), 1),
  )
  const callOff = child.pid === undefined ? () => {} : endWithUs(-child.pid, "SIGKILL")
  const command = {
    pid: child.pid,
    ended,
    said: () => all,
    printed: () => out,
    async stop() {
      if (child.pid === undefined || !isAlive(child.pid)) return
      signal(-child.pid, "SIGTERM")
      if (!(await waitForEnd(child.pid, STOP_TIMEOUT_MS))) signal(-child.pid, "SIGKILL")
      await ended
    },
  }
  running.add(command)
  ended.then(() => {
    running.delete(command)
    callOff()
  })
  return command
}

/** Runs a program to its end and returns what it printed; a failure shows its last lines. */
export async function run(what, program, args, options) {
  const command = start(program, args, options)
  const code = await command.ended
  if (code !== 0) throw new PlainError(`${what} ended with ${code}:\n${lastLines(command.said())}`)
  return command.printed()
}

/** npm as the caller has it: the very one that runs this script, where it does. */
export const npm = (args, options) => {
  const cli = process.env.npm_execpath
  const isNpm = cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)
  const what = `npm ${args[0]}`
  return isNpm ? run(what, process.execPath, [cli, ...args], options) : run(what, "npm", args, options)
}

export const stopAll = () => Promise.all([...running].map((command) => command.stop()))

export const lastLines = (text, count = 40) => text.trimEnd().split("\n").slice(-count).join("\n")
