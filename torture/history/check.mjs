import { pathToFileURL } from "node:url"
import { Capacities } from "./capacities.mjs"
import { gatherFacts } from "./facts.mjs"
import { findLifetimes } from "./lifetimes.mjs"
import { readLines } from "./read-lines.mjs"
import { life, refusedHolds } from "./rules/life.mjs"
import { orders } from "./rules/orders.mjs"
import { oversold } from "./rules/oversold.mjs"
import { refusals } from "./rules/refusals.mjs"
import { tokens } from "./rules/tokens.mjs"

const RULES = [oversold, tokens, life, refusedHolds, orders, refusals]

/**
 * What no correct ledger could have answered, one sentence a violation: `oversold: … (lines 4, 9)`. The form of the lines
 * and the rules are in README.md. `skew` is by how many milliseconds the clients' clock may differ from the database's:
 * one drifts from the other in a long run, though both are the same machine's.
 */
export function check(lines, { skew = 50 } = {}) {
  return judge(lines, skew).violations
}

/** The violations, and how much there was to judge. */
export function judge(lines, skew) {
  const facts = gatherFacts(lines, skew)
  for (const [key, edits] of facts.capacities) facts.capacities.set(key, new Capacities(edits))
  findLifetimes(facts)
  const found = facts.faults.concat(RULES.flatMap((rule) => [...rule(facts)]))
  return {
    violations: found.map(({ rule, words, lines }) => `${rule}: ${words} (lines ${[...new Set(lines)].join(", ")})`),
    lines: facts.lines,
    claims: facts.claims.size,
    tokens: facts.tokens.size,
    refusals: facts.refusals.length,
  }
}

function main([file, option, given]) {
  if (!file || (option && (option !== "--skew" || !(Number(given) >= 0)))) {
    console.error("node torture/history/check.mjs <file> [--skew <milliseconds>]")
    return 2
  }
  const { violations, lines, claims, tokens, refusals } = judge(readLines(file), option ? Number(given) : 50)
  for (const violation of violations) console.log(violation)
  console.log(
    `${lines} lines, ${claims} claims, ${tokens} tokens, ${refusals} refusals: ${violations.length} violations`,
  )
  if (claims === 0) console.log("A history without a claim shows nothing")
  return violations.length > 0 || claims === 0 ? 1 : 0
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) process.exitCode = main(process.argv.slice(2))
