// statement_timestamp() is the database's clock at the start of this statement: one instant for all of it, fresh even
// in a long transaction, and stable, so that an index on expires_at serves (clock_timestamp() is not).

/**
 * A hold that the clock has ended and nobody has settled: it stands in the counter and must read as free. The words are
 * those of the clean-up's index.
 */
export const isLapsed = (hold: string) =>
  `(${hold}.status = 'ACTIVE' and num_nonnulls(${hold}.claimed_at) = 0 and ${hold}.expires_at <= statement_timestamp())`

/** Nothing new about a hold, but what lets a query read all live ones from the index of their resources. */
export const OF_ANY_RESOURCE = "resource_id > ''"

/** A hold that keeps its units: unexpired, or claimed by a checkout, which stops its clock. */
export const isLive = (hold: string) =>
  `(${hold}.status = 'ACTIVE' and (${hold}.claimed_at is not null or ${hold}.expires_at > statement_timestamp()))`
