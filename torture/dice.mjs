/**
 * A generator of our own seed and name, so that every client's plan is its own whatever the others do: FNV-1a of the
 * name, and Park and Miller's minimal standard from there.
 */
export function diceOf(seed, name) {
  let hash = 2166136261
  for (const char of `${seed}/${name}`) hash = Math.imul(hash ^ char.codePointAt(0), 16777619)
  let state = ((hash >>> 0) % 2147483646) + 1
  const roll = (below) => {
    state = (state * 48271) % 2147483647
    return state % below
  }
  // The first few of neighbouring states lie close together.
  for (let i = 0; i < 5; i++) roll(2)
  return {
    roll,
    between: (least, most) => least + roll(most - least + 1),
    /** One of `{ name: weight }`. */
    weighted(weights) {
      const entries = Object.entries(weights)
      let left = roll(entries.reduce((sum, [, weight]) => sum + weight, 0))
      return entries.find(([, weight]) => (left -= weight) < 0)[0]
    },
    shuffled(list) {
      const rest = [...list]
      return list.map(() => rest.splice(roll(rest.length), 1)[0])
    },
  }
}
