import fs from "node:fs"
import path from "node:path"
import ts from "typescript"
import { english, german } from "../../src/admin/i18n"
import { STATUS_BY_CODE } from "../../src/modules/resource_booking/errors"

type Tree = { [key: string]: string | Tree }

/** `area.name` with its words. */
const flat = (tree: Tree, before = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[before + key, value] as [string, string]] : flat(value, `${before}${key}.`),
  )

const words = { en: new Map(flat(english)), de: new Map(flat(german)) }
const placeholders = (text: string) => [...text.matchAll(/{{\s*(\w+)/g)].map(([, name]) => name!).sort()

const ADMIN = path.join(__dirname, "../../src/admin")
const sources = fs
  .readdirSync(ADMIN, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith(".d.ts"))
  .map((file) => ({ file, text: fs.readFileSync(path.join(ADMIN, file), "utf8") }))
const everything = sources.map(({ text }) => text).join("\n")

/** Plurals are asked for by the name they share. */
const asked = (key: string) => key.replace(/_(one|other)$/, "")

describe("the words of the desk", () => {
  it("has every word in both languages, with the same values to fill in", () => {
    expect([...words.de.keys()].sort()).toEqual([...words.en.keys()].sort())
    for (const [key, text] of words.en) {
      expect([key, placeholders(words.de.get(key)!)]).toEqual([key, placeholders(text)])
    }
  })

  it("leaves no word empty but a hint that a title needs not", () => {
    for (const [language, map] of Object.entries(words)) {
      const empty = [...map].filter(([key, text]) => !text.trim() && !key.endsWith(".hint")).map(([key]) => key)
      expect({ language, empty }).toEqual({ language, empty: [] })
    }
  })

  it("knows every key that a page, a component or the sidebar asks for", () => {
    const known = new Set([...words.en.keys()].map(asked))
    const used = [...everything.matchAll(/\b(?:t\(|label: )"([a-zA-Z]+(?:\.[\w]+)+)"/g)].map(([, key]) => key!)
    expect(used.length).toBeGreaterThan(20)
    expect(used.filter((key) => !known.has(key))).toEqual([])
  })

  it("has no word that nobody asks for", () => {
    const composed = [...everything.matchAll(/`([a-zA-Z]+(?:\.[\w]+)*\.)\$\{/g)].map(([, prefix]) => prefix!)
    const unused = [...new Set([...words.en.keys()].map(asked))].filter(
      (key) => !everything.includes(`"${key}"`) && !composed.some((prefix) => key.startsWith(prefix)),
    )
    expect(unused).toEqual([])
  })

  it("says every refusal of the API in the operator's language", () => {
    const missing = Object.keys(STATUS_BY_CODE).filter((code) => !words.en.has(`refusals.${code}.title`))
    expect(missing).toEqual([])
  })

  it("has no sentence outside the translations", () => {
    const literal = sources
      .filter(({ file }) => file.endsWith(".tsx"))
      .flatMap(({ file, text }) => textsIn(file, text).map((found) => `${file}: ${found}`))
    expect(literal).toEqual([])
  })
})

const SPOKEN_ATTRIBUTES = new Set(["label", "title", "placeholder", "alt", "aria-label", "heading", "subHeading"])

/** Text between tags, and in attributes that are read or heard. */
function textsIn(file: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node) => {
    const isSpoken = ts.isJsxAttribute(node) && SPOKEN_ATTRIBUTES.has(node.name.getText())
    const text = ts.isJsxText(node)
      ? node.text
      : isSpoken && node.initializer && ts.isStringLiteral(node.initializer)
        ? node.initializer.text
        : ""
    if (/\p{L}{2,}/u.test(text)) found.push(text.trim())
    node.forEachChild(visit)
  }
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}
