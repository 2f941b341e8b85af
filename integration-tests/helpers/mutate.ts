import { emptyTables, type Db } from "./database"

/**
 * Negative controls: each switches one guard off in the test's own database, runs the work and puts the guard back.
 * The tables are emptied in the end: what was written without the guard would break every rule it kept.
 */
type Work<T> = () => Promise<T>

/**
 * Replaces the body of a function of ours. Throws where `replace` changed nothing: a mutation that does not apply
 * any more proves nothing.
 */
export async function withMutation<T>(
  db: Db,
  functionName: string,
  replace: (definition: string) => string,
  work: Work<T>,
): Promise<T> {
  const { definition } = await db.one<{ definition: string }>(
    `select pg_get_functiondef(oid) as definition from pg_proc
     where proname = $1 and pronamespace = current_schema()::regnamespace`,
    [functionName],
  )
  const mutated = replace(definition)
  if (mutated === definition) {
    throw new Error(`The mutation of ${functionName} changes nothing. It reads now:\n${definition}`)
  }
  return await changed(db, mutated, definition, work)
}

/** A mutation for `rb_lock_…` functions: they let everybody through. */
export const noLock = (definition: string): string =>
  definition.replace(/\$function\$[\s\S]*\$function\$/, () => "$function$ begin return false; end $function$")

/** A mutation for `rb_take_units_1`: it takes units whether or not they are there. */
export const takeAnyway = (definition: string): string =>
  definition.replace(/and rc\.available_capacity >= [^;\s]+/g, "")

/** Drops a unique index for the time of the work. */
export async function withoutIndex<T>(db: Db, name: string, work: Work<T>): Promise<T> {
  const { definition } = await db.one<{ definition: string }>(
    `select pg_get_indexdef(oid) as definition from pg_class
     where relname = $1 and relkind = 'i' and relnamespace = current_schema()::regnamespace`,
    [name],
  )
  return await changed(db, `drop index "${name}"`, definition, work)
}

/** Drops a constraint (check, unique or foreign key) for the time of the work. */
export async function withoutConstraint<T>(db: Db, name: string, work: Work<T>): Promise<T> {
  const { table, definition } = await db.one<{ table: string; definition: string }>(
    `select conrelid::regclass::text as table, pg_get_constraintdef(oid) as definition from pg_constraint
     where conname = $1 and contype <> 't' and connamespace = current_schema()::regnamespace`,
    [name],
  )
  const add = `alter table ${table} add constraint "${name}" ${definition}`
  return await changed(db, `alter table ${table} drop constraint "${name}"`, add, work)
}

/** Disables a trigger (a constraint trigger, too) for the time of the work. */
export async function withoutTrigger<T>(db: Db, name: string, work: Work<T>): Promise<T> {
  const { table } = await db.one<{ table: string }>(
    `select tgrelid::regclass::text as table from pg_trigger where tgname = $1 and not tgisinternal`,
    [name],
  )
  return await changed(
    db,
    `alter table ${table} disable trigger "${name}"`,
    `alter table ${table} enable trigger "${name}"`,
    work,
  )
}

/** Takes a table away for the time of the work, as if the database had lost it; its rows come back with it. */
export async function withoutTable<T>(db: Db, name: string, work: Work<T>): Promise<T> {
  await refuseForeignDatabase(db)
  await db.query(`alter table "${name}" rename to "${name}_elsewhere"`)
  try {
    return await work()
  } finally {
    await db.query(`alter table "${name}_elsewhere" rename to "${name}"`)
  }
}

async function changed<T>(db: Db, change: string, restore: string, work: Work<T>): Promise<T> {
  await refuseForeignDatabase(db)
  await db.query(change)
  try {
    return await work()
  } finally {
    await emptyTables(db)
    await db.query(restore)
  }
}

// Emptying tables is for databases that a suite of this run has made.
async function refuseForeignDatabase(db: Db): Promise<void> {
  const { name } = await db.one<{ name: string }>("select current_database() as name")
  if (!name.startsWith("rb_")) throw new Error(`${name} is not a database of the tests`)
}
