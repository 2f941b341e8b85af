import { OK } from "./document"
import { fill } from "./fill"
import { inWords } from "./in-words"
import type { JsonSchema } from "./json-schema"
import type { Content, OpenApi, Operation, Response } from "./open-api"
import { codesOf } from "./codes-of"

type Section = { methods: string[]; path: string; operation: Operation }

/** The document as pages for readers. */
export const reference = (document: OpenApi): string => {
  const sections = sectionsOf(document)
  const areas = document.tags.map(({ name }) => {
    const routes = sections.filter(({ operation }) => operation.tags.includes(name))
    return [`## ${name}`, ...routes.map((section) => sectionOf(section, document))].join("\n\n")
  })
  return `${[
    "<!-- Written by `npm run openapi`. Edit what it is made from: the schemas beside the routes, and openapi/. -->",
    "# API reference",
    "Every route with what it takes and answers; the same for machines is [openapi.json](openapi.json). What holds for all of them is in [api.md](api.md). A star marks what must be given.",
    overview(sections),
    ...areas,
    errors(document),
    shapes(document),
  ].join("\n\n")}\n`
}

/** Methods of one path that do the same are one section. */
const sectionsOf = (document: OpenApi): Section[] => {
  const sections: Section[] = []
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const twin = sections.find((other) => other.path === path && other.operation.summary === operation.summary)
      if (twin) twin.methods.push(method.toUpperCase())
      else sections.push({ methods: [method.toUpperCase()], path, operation })
    }
  }
  return sections
}

const titleOf = ({ methods, path }: Section) => `${methods.join(" or ")} ${path}`
const anchorOf = (section: Section) =>
  titleOf(section)
    .toLowerCase()
    .replaceAll(/[^\w -]/g, "")
    .replaceAll(" ", "-")

const overview = (sections: Section[]) =>
  table(
    ["route", ""],
    sections.map((section) => [`[\`${titleOf(section)}\`](#${anchorOf(section)})`, section.operation.summary]),
  )

const sectionOf = (section: Section, document: OpenApi): string => {
  const { operation } = section
  const body = jsonOf(operation.requestBody?.content)?.schema
  return [
    `### ${titleOf(section)}`,
    [operation.summary, operation.description].filter(Boolean).join(" "),
    ...parameterTable(operation),
    ...(body ? [bodyTable(body)] : []),
    exampleOf(section, document),
    statuses(operation, document),
  ].join("\n\n")
}

const parameterTable = ({ parameters = [] }: Operation): string[] => {
  const rows = parameters
    .filter((parameter) => parameter.in !== "path" || parameter.schema.enum)
    .map(({ name, in: where, required, schema, description }) => [
      `\`${name}\`${where === "query" ? "" : ` (${where})`}${required ? " *" : ""}`,
      meaning(schema, description),
    ])
  return rows.length > 0 ? [table(["parameter", ""], rows)] : []
}

const bodyTable = ({ properties = {}, required = [] }: JsonSchema): string =>
  table(
    ["body", ""],
    Object.entries(properties).map(([name, field]) => [
      `\`${name}\`${required.includes(name) ? " *" : ""}`,
      meaning(field, field.description),
    ]),
  )

const meaning = (schema: JsonSchema, description: string | undefined) =>
  description ? `${inWords(schema)}. ${description}` : inWords(schema)

const exampleOf = ({ methods, path, operation }: Section, document: OpenApi): string => {
  const given = operation.parameters?.filter(({ example }) => example !== undefined) ?? []
  const target = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    String(given.find((one) => one.name === name)!.example),
  )
  const query = given
    .filter((parameter) => parameter.in === "query")
    .flatMap(({ name, example }) => [example].flat().map((value) => `${name}=${String(value).replaceAll(" ", "%20")}`))
    .join("&")
  const headers = given
    .filter((parameter) => parameter.in === "header")
    .map(({ name, example }) => `${name}: ${String(example)}`)
  const body = jsonOf(operation.requestBody?.content)?.example
  const request = [`${methods[0]} ${target}${query ? `?${query}` : ""}`, ...headers, ...(body ? ["", fill(body)] : [])]
  const [status, [mediaType, { example }]] = shownReply(operation, document)
  const reply = mediaType === "application/json" ? fill(example) : (example as string).trimEnd().replaceAll("\r", "")
  return ["```http", ...request, "", `# ${status}`, reply, "```"].join("\n")
}

const shownReply = (operation: Operation, document: OpenApi): [string, [string, Content[string]]] => {
  for (const [status, response] of responsesOf(operation, document)) {
    const shown = Object.entries(response.content).find(([, { example }]) => example !== undefined)
    if (shown) return [status, shown]
  }
  throw new Error(`${operation.operationId} shows no reply`)
}

/** Without what any route may answer, which is said once, under Errors. */
const statuses = (operation: Operation, document: OpenApi): string =>
  responsesOf(operation, document)
    .filter(([status, response]) => response !== anyRoute(document)[status])
    .map(([status, response]) => `**${status}** ${codesOf(response).map(code).join(", ") || saidOf(response)}`.trim())
    .join(" · ")

const saidOf = ({ description }: Response) => (description === OK ? "" : description.replace(/\.$/, ""))

const responsesOf = ({ responses }: Operation, document: OpenApi): [string, Response][] =>
  Object.entries(responses).map(([status, response]) => [
    status,
    "$ref" in response ? document.components.responses[response.$ref.split("/").at(-1)!]! : response,
  ])

const anyRoute = ({ components, "x-any-route": anywhere }: OpenApi): Record<string, Response | undefined> =>
  Object.fromEntries(
    Object.entries(anywhere).map(([status, { $ref }]) => [status, components.responses[$ref.split("/").at(-1)!]]),
  )

/** A schema of a refusal has a constant code. */
const codeIn = ({ properties }: JsonSchema) => properties?.code?.const as string | undefined

const errors = ({ components, paths, "x-any-route": anywhere }: OpenApi): string => {
  const statusOf = (code: string) => {
    const all = [
      ...Object.values(paths)
        .flatMap((path) => Object.values(path))
        .map(({ responses }) => responses),
      anywhere,
    ]
    for (const [status, response] of all.flatMap((responses) => Object.entries(responses))) {
      const resolved = "$ref" in response ? components.responses[response.$ref.split("/").at(-1)!]! : response
      if (codesOf(resolved).includes(code)) return status
    }
    throw new Error(`No route answers ${code}`)
  }
  const rows = Object.values(components.schemas)
    .filter(codeIn)
    .map((schema) => {
      const details = schema.properties!.details
      return [statusOf(codeIn(schema)!), code(codeIn(schema)!), schema.description!, details ? inWords(details) : ""]
    })
  const general = Object.entries(anywhere).map(([status, { $ref }]) => {
    const response = components.responses[$ref.split("/").at(-1)!]!
    return `- **${status}** ${codesOf(response).map(code).join(" or ") || response.description}`
  })
  return [
    "## Errors",
    "`{type, code, message, details?}`; decide by `code`. The message says what was asked, why not and what to do.",
    table(["status", "code", "meaning", "`details`"], rows),
    "Any route may also answer the following; the tests provoke these on some routes, not on each:",
    general.join("\n"),
  ].join("\n\n")
}

const shapes = ({ components: { schemas } }: OpenApi): string =>
  [
    "## Shapes",
    "A `?` behind a field's name says that it may be missing.",
    ...Object.entries(schemas)
      .filter(([, schema]) => !codeIn(schema))
      .map(([name, schema]) => shape(name, schema, schemas)),
  ].join("\n\n")

/** Of a shape that has the fields of another only what it has beside them. */
const shape = (name: string, schema: JsonSchema, schemas: Record<string, JsonSchema>): string => {
  const { description, properties = {}, required = [], "x-fields-of": baseName } = schema
  const base = baseName === undefined ? undefined : schemas[baseName]
  const rows = Object.entries(properties)
    .filter(([field]) => !base?.properties?.[field])
    .map(([field, schema]) => [
      `\`${field}${base || required.includes(field) ? "" : "?"}\``,
      meaning(schema, schema.description),
    ])
  const see = base ? ` See [${baseName}](#${baseName!.toLowerCase()}).` : ""
  return [`### ${name}`, description! + see, ...(rows.length > 0 ? [table(["field", ""], rows)] : [])].join("\n\n")
}

const jsonOf = (content: Content | undefined) => content?.["application/json"]

const table = (head: string[], rows: string[][]): string =>
  [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n")

const code = (name: string) => `\`${name}\``

const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ")
