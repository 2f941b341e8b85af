import path from "node:path"
import prettier from "prettier"
import { buildDocument } from "./document"
import { reference } from "./reference"

const ROOT = path.join(__dirname, "..")

export type GeneratedFile = { file: string; text: string }

/** What `npm run openapi` writes; the document as `npm run format` would lay it out. */
export const generatedFiles = async (): Promise<GeneratedFile[]> => {
  const document = buildDocument()
  const json = path.join(ROOT, "docs", "openapi.json")
  const options = { ...(await prettier.resolveConfig(json)), parser: "json" }
  return [
    { file: json, text: await prettier.format(JSON.stringify(document), options) },
    { file: path.join(ROOT, "docs", "api-reference.md"), text: reference(document) },
  ]
}
