import { noLock, takeAnyway, withMutation, withoutConstraint } from "./typescript.mjs"

/** A moment between the look and the taking, as long as a slow disk takes. */
const hesitating = (definition) => takeAnyway(definition).replace(/\bbegin\b/i, "begin perform pg_sleep(0.5);")

/** The negative control: the run with locks, guarded update and check switched off in this database must oversell. */
export const withoutGuard = (db, work) =>
  withoutConstraint(db, "resource_capacity_available_check", () =>
    withMutation(db, "rb_lock_1", noLock, () => withMutation(db, "rb_take_units_1", hesitating, work)),
  )
