import { randomInt } from "node:crypto"
import { encodeTime, factory } from "ulid"

const STEPS = 2 ** 32

// Medusa's generateEntityId is the same but for where chance comes from: sixteen calls of randomBytes(1) an id, ten times
// the time of these, which Node draws from a buffer.
const ulid = factory(() => randomInt(STEPS) / STEPS)

/** An id as Medusa's own: `hold_01JD…`, a prefix and a ULID. */
export const newId = (prefix: string): string => `${prefix}_${ulid()}`

/** The id before all that were made from this instant on, in ms: ids are in the order of time. */
export const lowestId = (prefix: string, at: number): string => `${prefix}_${encodeTime(at, 10)}`
