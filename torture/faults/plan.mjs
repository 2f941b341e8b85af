import { diceOf } from "../dice.mjs"
import { KINDS } from "./kinds.mjs"

/**
 * What is done to a cluster of so many servers, in which order and with which pauses: every kind once, shuffled, and
 * so on without end. A function of the seed alone.
 */
export function* faultPlan({ seed, kinds, servers }) {
  const dice = diceOf(seed, "faults")
  while (kinds.length > 0) {
    for (const kind of dice.shuffled(kinds)) {
      yield { kind, after_ms: dice.between(2_000, 5_000), ...KINDS[kind].plan(dice, servers) }
    }
  }
}
