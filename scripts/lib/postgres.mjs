import { spawn, spawnSync } from "node:child_process"
import fs from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "@medusajs/framework/pg"
import { PlainError } from "./plain-error.mjs"
import { freePort, portTrouble } from "./ports.mjs"
import { canReach, postgresAccount, sharedFolder } from "./postgres-account.mjs"
import { findPostgres } from "./postgres-binaries.mjs"
import { endWithUs, hasArgument, isAlive, isSameProcess, processIdentity, signal, waitForEnd } from "./process.mjs"

const START_TIMEOUT_MS = 120_000 // crash recovery of a large database counts as starting
const STOP_TIMEOUT_MS = 30_000
const BUILTIN_LOCALES = 17 // the first PostgreSQL that brings C.UTF-8 itself
const SUPERUSER = "postgres"

/**
 * Starts a PostgreSQL server of our own on `dataDir`, made on first use, and ends it with this
 * process whatever becomes of that. One data directory serves one process at a time; any number of
 * servers run side by side. Any local account may log in, as PostgreSQL listens on localhost only.
 *
 * @param {{ dataDir: string, port?: number, settings?: Record<string, string | number> }} options
 *   `settings` are PostgreSQL's own, such as `{ fsync: "off" }` for a test's database.
 * @returns the port and pid, `url(database)`, `createDatabase(name)` and `dropDatabase(name)`,
 *   which mind neither an existing nor a missing one, `stop()`, and `ended`, a promise.
 * @throws PlainError, one sentence, on every failure that was foreseen
 */
export async function startPostgres({ dataDir, port, settings = {} }) {
  const account = postgresAccount()
  const dir = locate(dataDir, account)
  const { bin, major } = findPostgres(account, clusterMajor(dir))
  await endLeftover(dir)
  if (port !== undefined && (await portTrouble(port, "localhost"))) {
    throw new PlainError(`Port ${port} is taken, so PostgreSQL cannot listen there.`)
  }
  if (clusterMajor(dir) === undefined) initialise({ dir, bin, major, account, settings })

  const deadline = Date.now() + START_TIMEOUT_MS
  for (;;) {
    const tried = port ?? (await freePort())
    const outcome = await launch({ dir, bin, account, settings, port: tried, deadline })
    if (outcome.pid) return handle(dir, tried, outcome)
    const retry = (port === undefined && outcome.portTaken) || outcome.stillClosing
    if (!retry || Date.now() > deadline) {
      throw new PlainError(`PostgreSQL did not start: ${outcome.reason} (${path.join(dir, "server.log")})`)
    }
    await sleep(200)
  }
}

/** Stops the server of this data directory, whoever started it; true when one was running. */
export async function stopPostgres(dataDir) {
  const dir = locate(dataDir, postgresAccount())
  const pid = runningPid(dir)
  if (pid === null) return false
  await shutDown(pid, dir)
  return true
}

/** Stops the server and removes its data. */
export async function removePostgres(dataDir) {
  await stopPostgres(dataDir)
  fs.rmSync(locate(dataDir, postgresAccount()), { recursive: true, force: true })
}

/** Where the data really lies: elsewhere when the account that runs PostgreSQL cannot get there. */
function locate(dataDir, account) {
  fs.mkdirSync(path.dirname(dataDir), { recursive: true })
  const parent = fs.realpathSync(path.dirname(dataDir))
  if (canReach(account, parent)) return path.join(parent, path.basename(dataDir))
  return path.join(sharedFolder(), `data${path.join(parent, path.basename(dataDir)).replace(/[^\w.-]+/g, "-")}`)
}

function clusterMajor(dir) {
  const file = path.join(dir, "PG_VERSION")
  return fs.existsSync(file) ? Number.parseInt(fs.readFileSync(file, "utf8"), 10) : undefined
}

function initialise({ dir, bin, major, account, settings }) {
  if (fs.existsSync(dir) && fs.readdirSync(dir).length) {
    throw new PlainError(`${dir} holds files that are not PostgreSQL's: remove it or name another folder.`)
  }
  // Made aside and renamed: an initdb cut short must not look like a database the next time.
  const draft = fs.mkdtempSync(`${dir}.new-`)
  if (account.uid !== undefined) fs.chownSync(draft, account.uid, account.gid)
  const made = spawnSync(
    path.join(bin, "initdb"),
    [
      "-D",
      draft,
      "-U",
      SUPERUSER,
      "-A",
      "trust",
      "-E",
      "UTF8",
      "--locale=C",
      // Ordered by code point as C is, but a search for "ünal" finds "Ünal".
      ...(major >= BUILTIN_LOCALES ? ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"] : []),
      ...(settings.fsync === "off" ? ["--no-sync"] : []),
    ],
    { ...account, cwd: "/", env: environment(), encoding: "utf8" },
  )
  if (made.status !== 0) {
    fs.rmSync(draft, { recursive: true, force: true })
    throw new PlainError(`PostgreSQL could not create its data folder: ${lastLine(made.stderr) ?? made.error?.message}`)
  }
  fs.renameSync(draft, dir)
}

/** A server that outlived its starter (SIGKILL, power) is ended; one in use is left alone. */
async function endLeftover(dir) {
  const pidFile = path.join(dir, "postmaster.pid")
  if (!fs.existsSync(pidFile)) return
  const pid = runningPid(dir)
  if (pid === null) {
    fs.rmSync(pidFile, { force: true })
    return
  }
  const starter = readStarter(dir)
  if (starter && isSameProcess(starter)) {
    throw new PlainError(`The database in ${dir} is in use by process ${starter.pid}: stop that first.`)
  }
  await shutDown(pid, dir)
}

/** The postmaster's pid, or null when its pid file is stale: the id may be a stranger's by now. */
function runningPid(dir) {
  let pid
  try {
    pid = Number.parseInt(fs.readFileSync(path.join(dir, "postmaster.pid"), "utf8"), 10)
  } catch {
    return null
  }
  return pid > 0 && isAlive(pid) && hasArgument(pid, dir) !== false ? pid : null
}

async function launch({ dir, bin, account, settings, port, deadline }) {
  const logFile = path.join(dir, "server.log")
  const log = fs.openSync(logFile, "w")
  const options = {
    max_connections: 200,
    ...settings,
    port,
    listen_addresses: "localhost",
    unix_socket_directories: "",
  }
  // Detached, so that Ctrl-C in a terminal reaches us and not PostgreSQL: it must stop last.
  const child = spawn(
    path.join(bin, "postgres"),
    ["-D", dir, ...Object.entries(options).flatMap(([name, value]) => ["-c", `${name}=${value}`])],
    { ...account, cwd: "/", env: environment(), detached: true, stdio: ["ignore", log, log] },
  )
  fs.closeSync(log)
  let ended = null
  child.once("error", (error) => (ended = error.message))
  const exited = new Promise((resolve) => child.once("exit", resolve))
  exited.then(() => (ended ??= "it ended at once"))
  child.unref()
  if (child.pid === undefined) {
    await sleep(0)
    return { reason: ended ?? "its program could not be run" }
  }
  const callOff = endWithUs(child.pid, "SIGINT")

  while (ended === null && Date.now() < deadline) {
    const answering = await dataDirectoryAt(port)
    if (answering === dir) {
      fs.writeFileSync(
        path.join(dir, "starter.json"),
        JSON.stringify({ pid: process.pid, identity: processIdentity(process.pid) }),
      )
      return { pid: child.pid, callOff, exited }
    }
    if (answering !== null) {
      await shutDown(child.pid, dir)
      callOff()
      return { portTaken: true, reason: `port ${port} is another server's` }
    }
    await sleep(50)
  }
  callOff()
  if (ended === null) {
    signal(child.pid, "SIGQUIT")
    return { reason: `it was not ready after ${START_TIMEOUT_MS / 1000} seconds` }
  }
  const said = fs.readFileSync(logFile, "utf8")
  return {
    portTaken: /could not bind|could not create any TCP\/IP sockets/.test(said),
    // The children of a postmaster that was killed need a moment to notice.
    stillClosing: /pre-existing shared memory block/.test(said),
    reason: lastLine(said, /(?:FATAL|PANIC|ERROR):\s+(.*)/) ?? ended,
  }
}

async function dataDirectoryAt(port) {
  try {
    const { rows } = await query(port, "show data_directory")
    return rows[0].data_directory
  } catch {
    return null
  }
}

function handle(dir, port, { pid, callOff, exited }) {
  return {
    dataDir: dir,
    port,
    pid,
    user: SUPERUSER,
    ended: exited,
    url: (database) => `postgres://${SUPERUSER}@localhost:${port}/${encodeURIComponent(database)}`,
    async createDatabase(name) {
      try {
        await query(port, `create database ${pg.escapeIdentifier(name)}`)
      } catch (error) {
        if (error.code !== "42P04") throw error
      }
    },
    async dropDatabase(name) {
      await query(port, `drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
    },
    async stop() {
      if (isAlive(pid)) await shutDown(pid, dir)
      callOff()
    },
  }
}

/** Fast shutdown: sessions are cut, everything committed is on disk. */
async function shutDown(pid, dir) {
  signal(pid, "SIGINT")
  if (await waitForEnd(pid, STOP_TIMEOUT_MS)) return
  signal(pid, "SIGQUIT")
  if (await waitForEnd(pid, 5_000)) return
  throw new PlainError(`PostgreSQL (process ${pid}, ${dir}) does not stop.`)
}

async function query(port, text) {
  const client = new pg.Client({
    host: "localhost",
    port,
    user: SUPERUSER,
    database: "postgres",
    ssl: false,
    connectionTimeoutMillis: 5_000,
  })
  // A server that goes away while we are closing is not worth a crash.
  client.on("error", () => {})
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end().catch(() => {})
  }
}

function readStarter(dir) {
  try {
    return JSON.parse(fs.readFileSync(path.join(dir, "starter.json"), "utf8"))
  } catch {
    return null
  }
}

/** Without the caller's PGPORT, PGDATA and the like, and with messages in English: we read them. */
function environment() {
  const own = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/.test(name))
  return { ...Object.fromEntries(own), LC_ALL: "C" }
}

function lastLine(text = "", pattern = /(.*\S.*)/) {
  const lines = (text ?? "").split("\n").filter((line) => pattern.test(line))
  return lines.length ? pattern.exec(lines.at(-1))[1].trim() : undefined
}
