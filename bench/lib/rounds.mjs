import { median } from "./numbers.mjs"

/**
 * Runs each contender once a round, in turn, so that a slow minute of the machine hits all alike, and answers the
 * median of each figure: `{ [name]: { perSecond, p95, … } }`. The order turns round, since whoever is first finds the
 * caches cold.
 */
export async function interleaved(rounds, contenders) {
  const seen = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]))
  for (let round = 0; round < rounds; round++) {
    const names = Object.keys(contenders)
    for (const name of round % 2 ? names.reverse() : names) {
      seen[name].push(await contenders[name]())
    }
  }
  return Object.fromEntries(Object.entries(seen).map(([name, all]) => [name, medians(all)]))
}

function medians(all) {
  const figures = Object.keys(all[0]).filter((figure) => typeof all[0][figure] === "number")
  return {
    ...Object.fromEntries(figures.map((figure) => [figure, median(all.map((one) => one[figure]))])),
    statuses: sum(all.map(({ statuses }) => statuses ?? {})),
  }
}

/** Tallies added up. */
export function sum(tallies) {
  const total = {}
  for (const tally of tallies) {
    for (const [status, count] of Object.entries(tally)) total[status] = (total[status] ?? 0) + count
  }
  return total
}
