import { randomInt } from "node:crypto"
import { factory } from "ulid"

const STEPS = 2 ** 32

// Medusa's generateEntityId is the same but for where chance comes from: sixteen calls of randomBytes(1) an id, ten times
// the time of these, which Node draws from a buffer.
const ulid = factory(() => randomInt(STEPS) / STEPS)

/** An id as Medusa's own: `hold_01JD…`, a prefix and a ULID. */
export const newId = (prefix: string): string => `${prefix}_${ulid()}`
