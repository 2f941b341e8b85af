import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import { setTimeout as sleep } from "node:timers/promises"

export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (error.code !== "EPERM") return false
  }
  // In a container whose first process reaps nobody, an ended orphan keeps its id for ever.
  return !["Z", "X"].includes(statOf(pid)?.[0])
}

/**
 * What tells one process from a later one with the same id: its start time. Containers restart
 * with the same small ids, so a bare pid in a lock file would often name a stranger.
 */
export function processIdentity(pid) {
  if (!isAlive(pid)) return null
  const startTicks = statOf(pid)?.[19]
  if (!startTicks) return ps(pid, "lstart=") || "unknown"
  return `${fs.readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim()}:${startTicks}`
}

export function isSameProcess({ pid, identity }) {
  const now = processIdentity(pid)
  return now !== null && (now === identity || now === "unknown" || identity === "unknown")
}

/** Whether the process runs with exactly this argument; null where the system does not say. */
export function hasArgument(pid, argument) {
  try {
    return fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(argument)
  } catch {
    const line = ps(pid, "args=")
    return line ? ` ${line} `.includes(` ${argument} `) : null
  }
}

export async function waitForEnd(pid, timeoutMs) {
  const deadline = Date.now() + timeoutMs
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false
    await sleep(50)
  }
  return true
}

/** Signals one process (or, with a negative id, its group); one that is gone already is no error. */
export function signal(pid, name) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if (error.code !== "ESRCH") throw error
  }
}

/**
 * Sends `name` to `target` (a pid, or minus a process group) when this process ends in whatever
 * way, SIGKILL included: a shell waits on a pipe that only we hold open. Returns how to call it off.
 */
export function endWithUs(target, name) {
  if (process.platform === "win32") return () => {}
  const script = 'read -r word; [ "$word" = off ] || kill -s "$1" -- "$2" 2>/dev/null'
  const watcher = spawn("/bin/sh", ["-c", script, "end-with-us", name.replace("SIG", ""), String(target)], {
    detached: true,
    cwd: "/",
    stdio: ["pipe", "ignore", "ignore"],
  })
  watcher.on("error", () => {})
  watcher.stdin.on("error", () => {})
  watcher.unref()
  watcher.stdin.unref?.()
  return () => watcher.stdin.end("off\n")
}

/** The fields of Linux's /proc/<pid>/stat from the state on; undefined elsewhere. */
export function statOf(pid) {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, "utf8")
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ")
  } catch {
    return undefined
  }
}

function ps(pid, column) {
  return spawnSync("ps", ["-p", String(pid), "-o", column], { encoding: "utf8" }).stdout?.trim()
}
