const whole = (number) => Math.round(number).toLocaleString("en")
const short = (ms) => (ms < 10 ? ms.toFixed(2) : whole(ms))

/** What a query read: its indexes by name, and the tables of which it read every row. */
const readBy = ({ indexes, tables }) => [
  ...indexes.map((name) => name.replace(/^resource_(?=[a-z]+_)/, "").replace(/_idx$/, "")),
  ...tables.map((table) => `all of ${table}`),
]

export const verdict = (told) =>
  [
    told.forbidden.length > 0 ? "FAULT" : "ok   ",
    told.name.padEnd(55),
    `${whole(told.rows)} rows`.padStart(15),
    `${short(told.ms)} ms`.padStart(9),
    `${whole(told.buffers)} buffers`.padStart(16),
    ` ${readBy(told).join(", ")}`,
  ].join(" ")

export const tableOf = (all) =>
  [
    "| query | rows | ms | buffers | reads |",
    "|---|--:|--:|--:|---|",
    ...all.map((told) => {
      const { name, rows, ms, buffers } = told
      return `| ${name} | ${whole(rows)} | ${short(ms)} | ${whole(buffers)} | ${readBy(told).join(", ")} |`
    }),
  ].join("\n")

/**
 * The statements of a query with their plans. Expressions, which look into no table, are left out; a statement that a
 * function ran several times stands once, as it ran last.
 */
export function plansOf({ name, statements }) {
  const parts = new Map()
  for (const { text, plan, scans, isSent } of statements) {
    const times = 1 + (parts.get(text)?.times ?? 0)
    if (scans.length > 0 || isSent) parts.set(text, { times, told: `${outdented(text)}\n${plan}\n` })
  }
  const line = "=".repeat(100)
  const told = [...parts.values()].map(({ times, told }) => (times > 1 ? `-- ${times} times\n${told}` : told))
  return `${line}\n${name}\n${line}\n${told.join("\n")}`
}

/** A statement as it would stand at the left edge; a verb leaves gaps where it says into what it selects. */
function outdented(text) {
  const [first, ...rest] = text.split("\n").filter((line) => line.trim())
  const indent = Math.min(...rest.map((line) => line.search(/\S/)))
  return [first.trim(), ...rest.map((line) => line.slice(indent))]
    .map((line) => line.replaceAll(/(?<=\S) {2,}/g, " "))
    .join("\n")
}

/** Who read a table of claims row by row, and why that is allowed. */
export const exceptionsOf = (all) =>
  all.flatMap(({ name, allowed }) => allowed.map((exception) => `- ${name}: all of ${exception}`)).join("\n")

/** As it stands in the docs: of what was counted and kept at each node only the rows, of a whole statement the buffers. */
export const condensed = (text) =>
  text.replaceAll(/^ {3,}(Buffers|Sort Method|Batches|Heap Blocks|Heap Fetches): .*\n/gm, "")
