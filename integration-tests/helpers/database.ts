import { Pool, types, type PoolClient } from "@medusajs/framework/pg"

type Row = Record<string, unknown>

/** Plain SQL on a test's database, past all of our own code. */
export interface Db {
  readonly url: string
  query<T extends object = Row>(text: string, values?: unknown[]): Promise<T[]>
  /** The only row; throws where there is none or more than one. */
  one<T extends object = Row>(text: string, values?: unknown[]): Promise<T>
  /** Runs `work` on one connection inside a transaction that is rolled back whatever happens. */
  rolledBack<T>(work: (session: Db) => Promise<T>): Promise<T>
  close(): Promise<void>
}

// Calendar days stay text (the driver would make them instants at local midnight), counts are numbers.
const DATE = 1082
const DATES = 1182
const BIGINT = 20
const NUMERIC = 1700
const readers = new Map<number, (value: string) => unknown>([
  [DATE, (value) => value],
  [DATES, (value) => (value === "{}" ? [] : value.slice(1, -1).split(","))],
  [BIGINT, Number],
  [NUMERIC, Number],
])
const typeParser = {
  getTypeParser: ((oid: number) =>
    readers.get(oid) ?? (types.getTypeParser(oid) as (value: string) => unknown)) as typeof types.getTypeParser,
}

export function openDb(url: string): Db {
  const pool = new Pool({
    connectionString: url,
    max: 20,
    types: typeParser,
    application_name: "resource-booking-test",
  })
  // The runner drops and clones databases between tests and cuts our idle connections with them.
  pool.on("error", () => {})
  return {
    ...onConnection(url, pool),
    rolledBack: (work) => rolledBack(url, pool, work),
    close: () => pool.end(),
  }
}

function onConnection(url: string, connection: Pick<Pool | PoolClient, "query">): Pick<Db, "url" | "query" | "one"> {
  const query = async <T extends object>(text: string, values?: unknown[]) =>
    (await connection.query<T & Row>(text, values)).rows as T[]
  return {
    url,
    query,
    one: async <T extends object>(text: string, values?: unknown[]) => {
      const rows = await query<T>(text, values)
      if (rows.length !== 1) throw new Error(`${rows.length} rows instead of one: ${text}`)
      return rows[0]!
    },
  }
}

async function rolledBack<T>(url: string, pool: Pool, work: (session: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  try {
    await client.query("begin")
    return await work({
      ...onConnection(url, client),
      rolledBack: () => Promise.reject(new Error("One rolled back transaction at a time")),
      close: () => Promise.resolve(),
    })
  } finally {
    await client.query("rollback").catch(() => {})
    client.release()
  }
}

/** The URL of a database of that name on the run's server. */
export function databaseUrl(name: string): string {
  const { DB_USERNAME = "postgres", DB_PASSWORD = "", DB_HOST = "localhost", DB_PORT = "5432" } = process.env
  const login = [DB_USERNAME, DB_PASSWORD].filter(Boolean).map(encodeURIComponent).join(":")
  return `postgres://${login}@${DB_HOST}:${DB_PORT}/${name}`
}

/** Creates a database, empty or as a copy of `template`, in place of one an earlier run may have left. */
export async function createDatabase(name: string, template?: string): Promise<string> {
  await onServer(`drop database if exists "${name}" with (force)`)
  await onServer(`create database "${name}"${template ? ` template "${template}"` : ""}`)
  return databaseUrl(name)
}

export const dropDatabase = (name: string) => onServer(`drop database if exists "${name}" with (force)`)

/** Renames a database that nobody needs to be connected to. */
export async function renameDatabase(name: string, newName: string): Promise<void> {
  await onServer(`select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
  await onServer(`alter database "${name}" rename to "${newName}"`)
}

/** Whether a database of that name exists. */
export async function databaseExists(name: string): Promise<boolean> {
  const rows = await onServer(`select 1 from pg_database where datname = '${name.replaceAll("'", "''")}'`)
  return rows.length > 0
}

/** Runs `work` while no other process of this run is in here: several workers share one server. */
export async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const db = openDb(databaseUrl("postgres"))
  try {
    return await db.rolledBack(async (session) => {
      await session.query("select pg_advisory_xact_lock(1)")
      return await work()
    })
  } finally {
    await db.close()
  }
}

async function onServer(statement: string) {
  const db = openDb(databaseUrl("postgres"))
  try {
    return await db.query(statement)
  } finally {
    await db.close()
  }
}

const OUR_TABLES = ["resource_allocation", "resource_hold", "resource_blackout", "resource_capacity", "resource"]

/** Empties every table of the plugin's modules that this database has. */
export async function emptyTables(db: Db): Promise<void> {
  const found = await db.query<{ name: string }>(
    `select tablename as name from pg_tables
     where schemaname = current_schema() and (tablename = any ($1) or tablename like 'booking\\_%')`,
    [OUR_TABLES],
  )
  await db.query(`truncate ${found.map(({ name }) => `"${name}"`).join(", ")} cascade`)
}
