import fs from "node:fs"
import path from "node:path"

export const RESULTS = path.join(import.meta.dirname, "results")

/** What happened, in figures: all of them come from the history and the list of faults. */
export function figuresOf(lines, faults, inside) {
  const of = (...verbs) => lines.filter(({ verb }) => verbs.includes(verb))
  const places = of("place", "line")
  const began = lines[0].sent_at
  const placed = places.filter(({ status }) => status === 201).length
  const replays = places.filter(({ status, reply }) => status === 200 && reply.idempotent_replay).length
  return {
    calls: lines.length,
    attempts: places.length,
    placed,
    replays,
    refused: tally(
      places.filter(({ status }) => status >= 400 && status < 500),
      ({ reply }) => reply.code,
    ),
    acts: tally(
      lines.filter(({ verb, status }) => verb !== "other" && status >= 200 && status < 300),
      ({ verb }) => verb,
    ),
    orders: new Set(of("complete").flatMap(({ reply }) => reply?.order_id ?? [])).size,
    busy: lines.filter(({ status, reply }) => status === 503 && ["busy", "lock_timeout"].includes(reply.code)).length,
    broken_inside_outages: inside,
    timeline: faults.map(({ from, to, ...fault }) => ({ ...fault, from_ms: from - began, to_ms: to - began })),
    faults: Object.fromEntries(
      [...new Set(faults.map(({ kind }) => kind))].sort().map((kind) => [kind, sumUp(faults, kind)]),
    ),
  }
}

function sumUp(faults, kind) {
  const these = faults.filter((fault) => fault.kind === kind)
  const recoveries = these.map(({ recovery_ms }) => Math.round(recovery_ms)).sort((a, b) => a - b)
  return { count: these.length, recovery_ms: recoveries, longest_recovery_ms: recoveries.at(-1) }
}

function tally(list, nameOf) {
  const counts = {}
  for (const one of list) counts[nameOf(one)] = (counts[nameOf(one)] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).sort(([, a], [, b]) => b - a))
}

/** Writes and prints it. */
export function tellReport(report) {
  fs.mkdirSync(RESULTS, { recursive: true })
  const file = path.join(RESULTS, "latest.json")
  fs.writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
  const { violations, timeline: _timeline, ...figures } = report
  console.log(`\n${JSON.stringify(figures, null, 2)}`)
  console.log(`All of it is in ${path.relative(process.cwd(), file)}`)
  for (const [kind, found] of Object.entries(violations)) {
    if (found.length === 0) continue
    console.error(`\n${kind}: ${found.length}`)
    for (const one of found.slice(0, 20)) console.error(`  - ${one}`)
  }
}
