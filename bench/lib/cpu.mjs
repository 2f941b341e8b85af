import fs from "node:fs"
import { statOf } from "../../scripts/lib/process.mjs"

const MS_PER_TICK = 10 // Linux counts in hundredths of a second whatever its clock does

/**
 * CPU milliseconds that a process has used so far, and all that it has started and outlived; with `family` those of its
 * living children too, as PostgreSQL serves each connection with one. NaN where the system has no /proc.
 */
export function cpuMs(pid, { family = false } = {}) {
  const pids = family ? [pid, ...childrenOf(pid)] : [pid]
  return pids.reduce((sum, one) => sum + ticksOf(one, one === pid) * MS_PER_TICK, 0)
}

function ticksOf(pid, withEnded) {
  const fields = statOf(pid)
  if (!fields) return withEnded ? Number.NaN : 0
  const [user, system, endedUser, endedSystem] = fields.slice(11, 15).map(Number)
  return user + system + (withEnded ? endedUser + endedSystem : 0)
}

function childrenOf(parent) {
  if (!fs.existsSync("/proc/self/stat")) return []
  return fs
    .readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && Number(statOf(name)?.[1]) === parent)
    .map(Number)
}
