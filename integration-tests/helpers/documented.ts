import fs from "node:fs"
import Ajv2020, { type ValidateFunction } from "ajv/dist/2020"
import { codesOf } from "../../openapi/codes-of"
import type { JsonSchema } from "../../openapi/json-schema"
import type { OpenApi, Operation, Response } from "../../openapi/open-api"
import { isCalendarDate } from "../../src/modules/resource_booking/domain/calendar-date"
import type { SentRequest } from "./http-client"

const document = JSON.parse(fs.readFileSync("docs/openapi.json", "utf8")) as OpenApi

const ajv = new Ajv2020({ strict: false }).addSchema(document, "api")
ajv.addFormat("date", isCalendarDate)
ajv.addFormat("date-time", /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
ajv.addFormat("email", /^\S+@\S+$/)

const validators = new Map<JsonSchema, ValidateFunction>()

/** With references into the document as a whole, so that what they lead to is compiled once. */
const absolute = (schema: JsonSchema) =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as JsonSchema

/** What is wrong with a value by a schema of the document, or undefined. */
export const faultOf = (schema: JsonSchema, value: unknown): string | undefined => {
  const validate = validators.get(schema) ?? ajv.compile(absolute(schema))
  validators.set(schema, validate)
  return validate(value) ? undefined : ajv.errorsText(validate.errors, { dataVar: "it" })
}

type Documented = { path: string; operation: Operation }

const documented: (Documented & { method: string; matches: RegExp })[] = Object.entries(document.paths)
  .flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => ({
      path,
      operation,
      method: method.toUpperCase(),
      matches: new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`),
    })),
  )
  // `…/allocations/export` is no id.
  .sort((a, b) => a.path.split("{").length - b.path.split("{").length)

const routeOf = ({ method, path }: Pick<SentRequest, "method" | "path">): Documented | undefined => {
  const target = path.split("?")[0]!
  return documented.find((route) => route.method === method && route.matches.test(target))
}

const isOurs = (path: string) => /^\/(store|admin)\/resource-booking(\/|$)/.test(path)

/** Core answers a path that cannot be decoded below /admin, for every route alike. */
const isReadable = (path: string) => {
  try {
    return decodeURI(path) !== ""
  } catch {
    return false
  }
}

const resolved = (response: Response | { $ref: string }): Response =>
  "$ref" in response ? document.components.responses[response.$ref.split("/").at(-1)!]! : response

const faultOfReply = ({ operation }: Documented, { status, headers, body }: SentRequest): string | undefined => {
  const response = operation.responses[status] ?? document["x-any-route"][status]
  if (!response) return `it names only ${Object.keys(operation.responses).join(", ")}`
  const { code } = body as { code?: unknown }
  if (typeof code === "string") {
    const codes = codesOf(resolved(response))
    return codes.includes(code)
      ? faultOf(document.components.schemas[code]!, body)
      : `it names only ${codes.join(", ") || "no code"} with ${status}`
  }
  const mediaType = headers["content-type"]?.split(";")[0] ?? "none"
  const content = resolved(response).content[mediaType]
  if (!content) return `it names no ${mediaType}`
  return faultOf(content.schema, mediaType === "application/json" ? body : (body as { text: string }).text)
}

/** The route a request went to, as the document names it. Throws if the reply is not what the document says of it. */
export const documentedRoute = (sent: SentRequest): string | undefined => {
  const { method, path, status, body } = sent
  if (!isOurs(path) || !isReadable(path)) return undefined
  const route = routeOf(sent)
  const fault = route ? faultOfReply(route, sent) : status === 404 ? undefined : "it names no such route"
  if (fault) {
    const said = JSON.stringify(body).slice(0, 2000)
    throw new Error(`docs/openapi.json does not say what ${method} ${path} answered: ${fault}\n${status} ${said}`)
  }
  return route?.path
}
