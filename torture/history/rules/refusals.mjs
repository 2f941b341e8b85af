/**
 * A refusal for want of capacity needs a date that may have been full: all claims that cannot be excluded during the
 * call, against the smallest capacity that may have been in force. Counted from both ends of the intervals: those that
 * may have begun by the end of the call, less those that had surely ended before it.
 */
export function* refusals(facts) {
  const counts = countByDate(facts)
  for (const { id, code, sent, done, items } of facts.refusals) {
    const asked = sumByDate(items)
    const keys = [...asked.keys()]
    if (code === "capacity_not_initialised") {
      if (keys.every((key) => facts.capacities.get(key)?.isOpen(sent))) {
        yield { rule: "refused_with_room", words: `line ${id} found no capacity on dates that were open`, lines: [id] }
      }
      continue
    }
    const mayBeFull = keys.some((key) => {
      const taken = counts.get(key)?.during(sent, done) ?? 0
      return taken + asked.get(key) > (facts.capacities.get(key)?.smallest(sent, done) ?? 0)
    })
    if (!mayBeFull) {
      const words = `line ${id} was refused for want of capacity, and ${keys.join(", ")} had room all the time`
      yield { rule: "refused_with_room", words, lines: [id] }
    }
  }
}

function sumByDate(items) {
  const sums = new Map()
  for (const { resource_id, dates, quantity } of items) {
    for (const date of dates) {
      const key = `${resource_id} ${date}`
      sums.set(key, (sums.get(key) ?? 0) + quantity)
    }
  }
  return sums
}

function countByDate({ claims, maybe, tokens }) {
  const counts = new Map()
  const add = (resource, dates, quantity, from, to) => {
    for (const date of dates) {
      const key = `${resource} ${date}`
      if (!counts.has(key)) counts.set(key, new Intervals())
      counts.get(key).add(quantity, from, to)
    }
  }
  for (const { resource, dates, quantity, from, to } of claims.values()) add(resource, dates, quantity, from, to)
  for (const { token, items, from } of maybe) {
    // What another answer of its token tells of is counted already.
    if (token && tokens.get(token)?.some(({ outcome }) => outcome === "done")) continue
    for (const { resource_id, dates, quantity } of items) add(resource_id, dates, quantity, from, Infinity)
  }
  return counts
}

class Intervals {
  begins = []
  ends = []

  add(quantity, from, to) {
    this.begins.push([from, quantity])
    if (to !== Infinity) this.ends.push([to, quantity])
    this.sums = undefined
  }

  during(from, to) {
    this.sums ??= { begun: summed(this.begins), ended: summed(this.ends) }
    return upTo(this.sums.begun, to) - upTo(this.sums.ended, from - 1)
  }
}

/** Times in order, each with the sum of quantities up to it. */
function summed(pairs) {
  let sum = 0
  return pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([time, quantity]) => [time, (sum += quantity)])
}

function upTo(sums, time) {
  let low = 0
  let high = sums.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle][0] <= time) low = middle + 1
    else high = middle
  }
  return low === 0 ? 0 : sums[low - 1][1]
}
