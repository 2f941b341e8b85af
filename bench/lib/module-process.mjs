import { spawn } from "node:child_process"
import { once } from "node:events"
import { lastLines } from "../../scripts/lib/command.mjs"
import { PlainError } from "../../scripts/lib/plain-error.mjs"
import { endWithUs } from "../../scripts/lib/process.mjs"
import { cpuMs } from "./cpu.mjs"
import { appDir, medusaCli } from "./paths.mjs"

/** The module in a process of its own, without HTTP: `measure({ call, callers, ms, rate? })` (see serve-calls.ts). */
export async function startModule({ env, postgres, size }) {
  const child = spawn(process.execPath, [medusaCli, "exec", "./src/scripts/serve-calls.ts", JSON.stringify(size)], {
    cwd: appDir,
    env,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (said += text))
  const callOff = endWithUs(child.pid, "SIGKILL")
  const ended = once(child, "exit").then(([code, name]) => {
    throw new PlainError(`The process that calls the module ended with ${code ?? name}:\n${lastLines(said)}`)
  })
  ended.catch(() => {})
  const answer = () => Promise.race([once(child, "message").then(([message]) => message), ended])
  await answer()
  return {
    async measure(command) {
      const before = cpuMs(postgres.pid, { family: true })
      const answered = answer()
      child.send(command)
      const figures = await answered
      const calls = Object.values(figures.statuses).reduce((sum, count) => sum + count, 0)
      return { ...figures, postgresCpu: (cpuMs(postgres.pid, { family: true }) - before) / calls }
    },
    async stop() {
      child.disconnect()
      await ended.catch(() => {})
      callOff()
    },
  }
}
