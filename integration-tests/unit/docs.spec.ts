import fs from "node:fs"
import path from "node:path"
import { readPage } from "../helpers/markdown"

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...fs
    .readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => path.join("docs", name)),
]
const { scripts } = JSON.parse(fs.readFileSync("package.json", "utf8")) as { scripts: Record<string, string> }

const read = (file: string) => fs.readFileSync(file, "utf8")

/** The anchor that GitHub gives to a heading; the second of the same text ends in `-1`. */
const anchorsOf = (file: string): string[] => {
  const seen = new Map<string, number>()
  return readPage(read(file)).headings.map((heading) => {
    const words = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1").toLowerCase()
    const anchor = words.replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, "").replaceAll(" ", "-")
    const times = seen.get(anchor) ?? 0
    seen.set(anchor, times + 1)
    return times === 0 ? anchor : `${anchor}-${times}`
  })
}

const linksOf = (text: string): string[] =>
  [
    ...readPage(text)
      .prose.replaceAll(/`[^`\n]*`(?!\])/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ]
    .map(([, link]) => link!)
    .filter((link) => !/^[a-z]+:/.test(link))

const faultOf = (page: string, link: string): string | undefined => {
  const [target, anchor] = link.split("#") as [string, string?]
  const file = target === "" ? page : path.join(path.dirname(page), target)
  if (!fs.existsSync(file)) return `${link}: there is no ${file}`
  if (anchor !== undefined && !anchorsOf(file).includes(anchor)) return `${link}: ${file} has no such heading`
  return undefined
}

const missing = (page: string, text: string): string[] => [
  ...linksOf(text).flatMap((link) => faultOf(page, link) ?? []),
  ...[...text.matchAll(/npm run ([\w:-]+)/g)]
    .filter(([, name]) => !Object.hasOwn(scripts, name!))
    .map(([command]) => `${command}: package.json has no such script`),
]

const literally = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** Whether a file declares a test of that name: as an argument of it or of it.each, or as the name of a scenario. */
const declares = (file: string, name: string) =>
  new RegExp(`(\\b(it|each)\\(|\\)\\(|\\bname:)\\s*(["\`])${literally(name)}\\3`).test(read(file))

/** Whether one of the commands that a part names runs that file: `npm run test:race -- guards` runs race/guards.spec.ts. */
const isRunBy = (part: string, file: string) => {
  const [suite, name] = file.replace("scenarios.ts", "guards.spec.ts").split("/") as [string, string]
  return [...part.matchAll(/npm run test:(\w+)(?: -- ([^`]+))?`/g)].some(
    ([, runs, patterns]) =>
      runs === suite && (!patterns || patterns.split(" ").some((pattern) => `${suite}/${name}`.includes(pattern))),
  )
}

/** What a list of tests names: `- [folder/file](…): "name"`. */
const testsNamedIn = (text: string) =>
  [...text.matchAll(/^- \[([^\]]+)\]\(\.\.\/integration-tests\/([^)]+)\): "(.+)"$/gm)].map(([, shown, file, name]) => ({
    shown,
    file: file!,
    name: name!,
  }))

describe("the pages", () => {
  it.each(PAGES)("%s leads nowhere in vain and names no script that is not there", (page) => {
    expect(missing(page, read(page))).toEqual([])
  })

  it("a dead link, a dead anchor and a script that is not there are found, inside fences only the script", () => {
    const text = [
      "# Two words",
      "[here](#two-words) and [`code`](../README.md#commands), [there](https://example.com)",
      "[a](nowhere.md) [b](../README.md#nothing) [c](#two) `[not](a-link.md)`",
      "```sh\nnpm run nothing # [d](nowhere.md)\n```",
    ].join("\n")
    const page = path.join("docs", "api.md")
    expect(missing(page, text).map((fault) => fault.split(": ")[0])).toEqual([
      "#two-words",
      "nowhere.md",
      "../README.md#nothing",
      "#two",
      "npm run nothing",
    ])
  })
})

describe("the operator's guide", () => {
  const guide = read("docs/operators-guide.md")
  const pictures = fs.readdirSync("docs/images").filter((name) => name.endsWith(".png"))

  it("shows every picture that the browser tests take of the desk", () => {
    expect(pictures.length).toBeGreaterThan(20)
    expect(pictures.filter((name) => !guide.includes(`images/${name})`))).toEqual([])
  })

  it("has pictures that a browser test takes anew", () => {
    const specs = fs.readdirSync("integration-tests/browser").map((name) => read(`integration-tests/browser/${name}`))
    const taken = specs.flatMap((text) =>
      [...text.matchAll(/(?:picture|shownIn|pictureName)\([^"\n]*"([\w-]+)"/g)].map(([, name]) => name!),
    )
    const unknown = pictures
      .map((name) => name.replace(".png", ""))
      .filter((name) => !taken.some((base) => name === base || name.startsWith(`${base}-`)))
    expect(unknown).toEqual([])
  })
})

describe("the business requirements", () => {
  const text = read("docs/business-requirements.md")

  it("are ten, each with tests and the commands that run them", () => {
    const parts = text.split(/^## /m).slice(1)
    expect(parts.map((part) => part.split(" ")[0])).toEqual(Array.from({ length: 10 }, (_, i) => `AC${i + 1}`))
    for (const part of parts) {
      const tests = testsNamedIn(part)
      expect(tests.length).toBeGreaterThan(1)
      expect(tests.filter(({ file }) => !isRunBy(part, file))).toEqual([])
    }
  })

  it("name only tests that there are", () => {
    const named = testsNamedIn(text)
    const lines = text.split("\n").filter((line) => line.startsWith("- [")).length
    expect(named).toHaveLength(lines)
    expect(named.filter(({ shown, file }) => shown !== file)).toEqual([])
    const gone = named.filter(({ file, name }) => !declares(path.join("integration-tests", file), name))
    expect(gone).toEqual([])
    expect(declares("integration-tests/unit/docs.spec.ts", "a test that nobody has written")).toBe(false)
  })
})
