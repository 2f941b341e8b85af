import { spawnSync } from "node:child_process"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { PlainError } from "./plain-error.mjs"

/**
 * PostgreSQL refuses to run as root: then `{uid, gid}` of an account that has no rights here, to be
 * spread into spawn's options; otherwise `{}`.
 */
export function postgresAccount() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => spawnSync("id", [flag, name], { encoding: "utf8" }))
    if (uid.status === 0 && gid.status === 0) return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
  }
  throw new PlainError(
    "PostgreSQL does not run as root and this machine has neither a postgres nor a nobody account: run as another user, or set DATABASE_URL.",
  )
}

/** Whether the account can walk to this directory; a project below /root is out of its reach. */
export function canReach(account, directory) {
  if (account.uid === undefined) return true
  const { mode, uid, gid } = fs.statSync(directory)
  const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
  if (!(mode & bit)) return false
  const parent = path.dirname(directory)
  return parent === directory || canReach(account, parent)
}

/**
 * A root-owned folder every account can walk to, for what does not work below an unreachable
 * project. It must be ours alone: whoever could write here could swap the binaries we run.
 */
export function sharedFolder() {
  const base = fs.existsSync("/var/tmp") ? "/var/tmp" : os.tmpdir()
  const folder = path.join(base, "medusa-resource-booking")
  if (!fs.existsSync(folder)) fs.mkdirSync(folder)
  const stat = fs.lstatSync(folder)
  if (!stat.isDirectory() || stat.uid !== process.getuid()) {
    throw new PlainError(`${folder} belongs to somebody else: remove it, or set DATABASE_URL.`)
  }
  fs.chmodSync(folder, 0o755)
  return folder
}
