/**
 * What was measured: `{ name, value, unit, bar, met }`. A figure without a bar is told, not judged; neither is one that
 * could not be taken, whose value is null.
 */
export class Figures {
  measures = []
  #answers = 0
  #unwanted = 0

  /** `atLeast` or `atMost` is the bar. */
  add(name, value, unit, { atLeast, atMost } = {}) {
    const bar = atLeast !== undefined ? `≥ ${atLeast}` : atMost !== undefined ? `≤ ${atMost}` : null
    const isJudged = bar !== null && Number.isFinite(value)
    const met = atLeast !== undefined ? value >= atLeast : value <= atMost
    this.measures.push({ name, value: round(value), unit, bar, met: isJudged ? met : null })
  }

  /** Counts the answers of a window, and says which of them nobody should have had. */
  count(name, statuses, wanted) {
    const total = (of) => of.reduce((sum, [, n]) => sum + n, 0)
    const unwanted = total(Object.entries(statuses).filter(([status]) => !wanted.includes(status)))
    this.#answers += total(Object.entries(statuses))
    this.#unwanted += unwanted
    if (total(Object.entries(statuses)) === 0) console.log(`  ${name}: no answer came, so nothing was measured`)
    if (unwanted > 0) console.log(`  ${name}: ${JSON.stringify(statuses)} where ${wanted.join(" or ")} was to come`)
  }

  /** One bar for all windows: no answer but those that were asked for. Of no answers at all nothing can be said. */
  addUnwanted() {
    const count = this.#answers === 0 ? Number.NaN : this.#unwanted
    this.add("all windows: answers other than those asked for", count, "answers", { atMost: 0 })
  }

  /** How many bars were met, of those that could be judged. */
  get summary() {
    const bars = this.measures.filter(({ bar }) => bar !== null)
    const judged = bars.filter(({ met }) => met !== null)
    const met = judged.filter(({ met }) => met)
    const left = bars.length - judged.length
    return `${met.length} of ${judged.length} bars met${left > 0 ? `, ${left} not measured` : ""}`
  }

  table() {
    const rows = this.measures.map(({ name, value, unit, bar, met }) => [
      name,
      `${value ?? "–"} ${unit}`,
      bar ?? "",
      wordFor({ bar, met, missed: "MISSED" }),
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

/** What a table says of a figure's bar. */
export const wordFor = ({ bar, met, missed }) =>
  bar === null ? "" : met === null ? "not measured" : met ? "met" : missed

const round = (value) => (Number.isFinite(value) ? Number(value.toPrecision(3)) : null)
