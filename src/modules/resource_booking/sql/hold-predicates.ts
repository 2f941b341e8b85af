// statement_timestamp() is the database's clock at the start of this statement: one instant for all of it, fresh even
// in a long transaction, and stable, so that an index on expires_at serves (clock_timestamp() is not).

/** A hold that the clock has ended and nobody has settled: it stands in the counter and must read as free. */
export const isLapsed = (hold: string) =>
  `(${hold}.status = 'ACTIVE' and ${hold}.claimed_at is null and ${hold}.expires_at <= statement_timestamp())`

/** A hold that keeps its units: unexpired, or claimed by a checkout, which stops its clock. */
export const isLive = (hold: string) =>
  `(${hold}.status = 'ACTIVE' and (${hold}.claimed_at is not null or ${hold}.expires_at > statement_timestamp()))`
