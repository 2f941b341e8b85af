import fs from "node:fs"
import path from "node:path"
import { generatedFiles, type GeneratedFile } from "./files"

const isStale = ({ file, text }: GeneratedFile) => !fs.existsSync(file) || fs.readFileSync(file, "utf8") !== text

const main = async () => {
  const stale = (await generatedFiles()).filter(isStale)
  const names = stale.map(({ file }) => path.relative(process.cwd(), file)).join(" and ")
  if (!process.argv.includes("--check")) {
    stale.forEach(({ file, text }) => fs.writeFileSync(file, text))
    console.log(stale.length > 0 ? `Wrote ${names}.` : "Nothing to write.")
  } else if (stale.length > 0) {
    console.error(`Stale: ${names}. Run npm run openapi and commit what it writes.`)
    process.exitCode = 1
  } else {
    console.log("Up to date: docs/openapi.json and docs/api-reference.md.")
  }
}

void main()
