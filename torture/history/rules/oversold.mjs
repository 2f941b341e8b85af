/**
 * Sweeps each resource and date through the claims that surely lived on it, in the order in which they were made: at
 * the moment of each, and in each edit below what is taken, they must fit. The first violation of a date is told.
 */
export function* oversold({ claims, capacities }) {
  for (const [key, onDate] of claimsByDate(claims.values())) {
    yield* overCapacity(key, onDate, capacities.get(key))
    yield* reducedBelow(key, onDate, capacities.get(key))
  }
}

function claimsByDate(claims) {
  const byDate = new Map()
  for (const claim of claims) {
    if (!(claim.start < claim.end)) continue
    for (const date of claim.dates) {
      const key = `${claim.resource} ${date}`
      const list = byDate.get(key)
      if (list) list.push(claim)
      else byDate.set(key, [claim])
    }
  }
  return byDate
}

function* overCapacity(key, claims, capacity) {
  const starts = claims.slice().sort((a, b) => a.start - b.start)
  const ends = claims.slice().sort((a, b) => a.end - b.end)
  let live = 0
  let ended = 0
  // Those of one moment are counted together, and the first of them may have been made before the others.
  for (const claim of starts) {
    while (ended < ends.length && ends[ended].end <= claim.start) live -= ends[ended++].quantity
    live += claim.quantity
    if (capacity?.hasClamp && mayReplace(claim, claims)) continue
    const largest = capacity?.largest(claim.earliest, claim.start + 1) ?? 0
    if (live > largest) {
      const there = starts.filter(({ start, end }) => start <= claim.start && end > claim.start)
      const words =
        capacity === undefined
          ? `${key} was sold, and no line opens it`
          : `${live} units of ${key} lived at ${at(claim.start)}, of ${largest} at most: ${there.map(({ id }) => id).join(", ")}`
      return yield { rule: "oversold", words, lines: there.map(lineOf) }
    }
  }
}

/** A move or a smaller quantity keeps what it has of an overcommitted date, though nothing new could be claimed there. */
const mayReplace = (claim, claims) =>
  claims.some((other) => other !== claim && other.booking === claim.booking && other.start <= claim.start)

function* reducedBelow(key, claims, capacity) {
  for (const edit of capacity?.edits ?? []) {
    if (edit.clamp || edit.done === Infinity) continue
    const all = claims.filter(({ start, end }) => start <= edit.from && end >= edit.done)
    const live = all.reduce((sum, { quantity }) => sum + quantity, 0)
    if (live > edit.value) {
      const words = `line ${edit.id} left ${key} with ${edit.value} units without a clamp, and ${live} were taken all the time`
      return yield { rule: "reduced_below_taken", words, lines: [edit.id, ...all.map(lineOf)] }
    }
  }
}

const lineOf = ({ seen, booked }) => (seen[0] ?? booked[0]).line
const at = (time) => new Date(time).toISOString()
