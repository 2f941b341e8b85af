export type CsvCell = string | number | boolean | null | undefined | readonly string[]

// A spreadsheet runs text that begins like this as a formula (OWASP, "CSV Injection"); the full-width forms too.
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/
const NEEDS_QUOTES = /[",\r\n]/

const cellText = (cell: CsvCell): string => {
  if (cell === null || cell === undefined) return ""
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell)
  const text = typeof cell === "string" ? cell : cell.join(" ")
  const harmless = FORMULA.test(text) ? `'${text}` : text
  return NEEDS_QUOTES.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** CSV as RFC 4180 has it: a header line, CRLF after every line, and no cell that a spreadsheet would execute. */
export const csvText = <Column extends string>(
  columns: readonly Column[],
  rows: readonly Partial<Record<Column, CsvCell>>[],
): string =>
  [columns, ...rows.map((row) => columns.map((column) => row[column]))]
    .map((cells) => `${cells.map(cellText).join(",")}\r\n`)
    .join("")
