import fc from "fast-check"
import { csvText } from "../../src/modules/resource_booking/domain/csv"

/** Reads RFC 4180 back, field by field: the grammar once more, from the reader's side. */
const parse = (text: string): string[][] => {
  const rows: string[][] = []
  let row: string[] = []
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y
  while (field.lastIndex < text.length) {
    const match = field.exec(text)
    if (!match) throw new Error(`not CSV at ${field.lastIndex}: ${text}`)
    row.push(match[1] === undefined ? match[2]! : match[1].replaceAll('""', '"'))
    if (match[3] === "\r\n") {
      rows.push(row)
      row = []
    }
  }
  return rows
}

describe("csvText", () => {
  it("writes a header, CRLF after every line and quotes only where they are needed", () => {
    const rows = [
      { name: "Wong, Mei", note: 'said "late"', seats: 2 },
      { name: "Ana", note: "two\nlines", seats: 0 },
    ]
    expect(csvText(["name", "note", "seats"], rows)).toBe(
      'name,note,seats\r\n"Wong, Mei","said ""late""",2\r\nAna,"two\nlines",0\r\n',
    )
  })

  it("leaves cells without a value empty and writes lists with spaces", () => {
    const rows = [{ a: null, b: undefined, c: false, d: ["2027-01-01", "2027-01-02"] }]
    expect(csvText(["a", "b", "c", "d"], rows)).toBe("a,b,c,d\r\n,,false,2027-01-01 2027-01-02\r\n")
  })

  it.each(["=1+1", "+61 7 5550 0100", "-2", "@SUM(A1)", "\tx", "\rx", "＝1"])("disarms the formula %j", (text) => {
    const [, [cell]] = parse(csvText(["a"], [{ a: text }])) as [string[], string[]]
    expect(cell).toBe(`'${text}`)
  })

  it("leaves negative numbers alone: only text can be a formula", () => {
    expect(csvText(["a"], [{ a: -2 }])).toBe("a\r\n-2\r\n")
  })

  it("is read back as it was written, and no cell of text begins like a formula", () => {
    const cell = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "=", "+", "-", "@", "\t", "a", "'") }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), (pairs) => {
        const read = parse(
          csvText(
            ["x", "y"],
            pairs.map(([x, y]) => ({ x, y })),
          ),
        ).slice(1)
        expect(read.map((row) => row.length)).toEqual(pairs.map(() => 2))
        read.flat().forEach((value, i) => {
          const written = pairs.flat()[i]!
          expect(value).toBe(/^[=+\-@\t\r\n＝＋－＠]/.test(written) ? `'${written}` : written)
          expect(value).not.toMatch(/^[=+\-@\t\r\n]/)
        })
      }),
    )
  })
})
