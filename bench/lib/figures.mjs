/** What was measured: `{ name, value, unit, bar, met }`; a figure without a bar is told, not judged. */
export class Figures {
  measures = []

  /** `atLeast` or `atMost` is the bar. A value that is not a number has missed it. */
  add(name, value, unit, { atLeast, atMost } = {}) {
    const judged = atLeast !== undefined || atMost !== undefined
    const met = atLeast !== undefined ? value >= atLeast : value <= atMost
    const bar = !judged ? null : atLeast !== undefined ? `≥ ${atLeast}` : `≤ ${atMost}`
    this.measures.push({ name, value: round(value), unit, bar, met: judged ? met : null })
  }

  /** Answers that nobody should have had; each is a bar of its own, at none. */
  addUnwanted(name, statuses, wanted) {
    const unwanted = Object.entries(statuses).filter(([status]) => !wanted.includes(status))
    const count = unwanted.reduce((sum, [, n]) => sum + n, 0)
    this.add(`${name}: other answers than ${wanted.join(", ")}`, count, "answers", { atMost: 0 })
    if (count > 0) console.log(`  ${name}: ${JSON.stringify(statuses)}`)
  }

  get missed() {
    return this.measures.filter(({ met }) => met === false)
  }

  table() {
    const rows = this.measures.map(({ name, value, unit, bar, met }) => [
      name,
      `${value ?? "not measured"} ${unit}`,
      bar ?? "",
      met === null ? "" : met ? "met" : "MISSED",
    ])
    const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column].length)))
    return rows
      .map((row) =>
        row
          .map((cell, i) => cell.padEnd(widths[i] ?? 0))
          .join("  ")
          .trimEnd(),
      )
      .join("\n")
  }
}

const round = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)) : null)
