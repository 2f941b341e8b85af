import fs from "node:fs"
import path from "node:path"
import { z } from "@medusajs/framework/zod"
import { BookingError, STATUS_BY_CODE, type BookingErrorCode } from "../src/modules/resource_booking/errors"
import { areas } from "./areas"
import { BOOKING_CODES, codes } from "./codes"
import { jsonSchema, parameterSchema, type JsonSchema } from "./json-schema"
import type { Content, OpenApi, Operation, Parameter, Response } from "./open-api"
import { requestOf } from "./requests"
import type { Method, Reply, Route } from "./route"

/** What a reply is where there is no other to tell it from. */
export const OK = "OK"

const JSON_TYPE = "application/json"
const schemaRef = (name: string): JsonSchema => ({ $ref: `#/components/schemas/${name}` })
const responseRef = (name: string) => ({ $ref: `#/components/responses/${name}` })

/** Medusa's own refusals, which come before any route of ours is asked. */
const MedusaError = z
  .strictObject({ type: z.string().optional(), message: z.string() })
  .meta({ description: "Medusa's own refusal, from before our routes: it has no code." })

const refusalSchema = (code: BookingErrorCode) => {
  const { means, details } = codes[code]
  return z
    .strictObject({
      type: z.literal(new BookingError(code, "").type),
      code: z.literal(code),
      message: z.string().describe("What was asked, why not, and what to do."),
      ...(details ? { details } : {}),
    })
    .meta({ description: means })
}

const inJson = (schema: JsonSchema, example?: unknown): Content => ({
  [JSON_TYPE]: { schema, ...(example === undefined ? {} : { example }) },
})

const refused = (status: number, refusals: readonly BookingErrorCode[]): Response => {
  const ours = refusals.map(schemaRef)
  return {
    description: refusals.map((code) => codes[code].means).join(" "),
    content: inJson({ anyOf: status === 400 ? [...ours, schemaRef("MedusaError")] : ours }),
  }
}

/** Collects the named schemas that others refer to. */
class Schemas {
  readonly named: Record<string, JsonSchema> = {}

  of(schema: z.ZodType): JsonSchema {
    const { $defs = {}, ...json } = jsonSchema(schema, "output")
    Object.assign(this.named, $defs)
    return json
  }
}

const isStore = (route: Route) => route.path.startsWith("/store/")

const parametersOf = (route: Route, query: z.ZodObject | undefined): Parameter[] => {
  const { params: pathExamples = {}, query: queryExamples = {} } = route.example
  const inPath = [...route.path.matchAll(/:(\w+)/g)].map(([, name]): Parameter => {
    const schema = jsonSchema(route.params?.[name!] ?? z.string(), "input")
    return { name: name!, in: "path", required: true, schema, example: pathExamples[name!] }
  })
  const inHeader: Parameter = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "The same request with the same key answers the same booking; unique per owner.",
    schema: { type: "string", pattern: "^[A-Za-z0-9_.:-]{8,128}$" },
    example: "checkout-4711",
  }
  const inQuery = Object.entries(query?.shape ?? {}).map(([name, field]): Parameter => {
    const type = field as z.ZodType
    const { description, ...schema } = parameterSchema(type)
    const given = queryExamples[name]
    const example = schema.type === "array" && given !== undefined ? [given].flat() : given
    return {
      name,
      in: "query",
      required: !type.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema,
      ...(example === undefined ? {} : { example }),
    }
  })
  return [...inPath, ...(route.takesIdempotencyKey ? [inHeader] : []), ...inQuery]
}

const responsesOf = (route: Route, schemas: Schemas, takesBody: boolean): Operation["responses"] => {
  const { status: shown, reply } = route.example
  const responses: Operation["responses"] = isStore(route) ? {} : { 401: responseRef("Unauthorized") }
  for (const [status, { when, body, mediaType = JSON_TYPE, headers }] of Object.entries<Reply>(route.replies)) {
    const example = Number(status) === shown ? { example: reply } : {}
    responses[status] = {
      description: when ?? OK,
      ...(headers ? { headers: headersOf(headers) } : {}),
      content: { [mediaType]: { schema: schemas.of(body), ...example } },
    }
  }
  for (const status of new Set(route.refusals.map((code) => STATUS_BY_CODE[code]))) {
    const refusals = route.refusals.filter((code) => STATUS_BY_CODE[code] === status)
    responses[status] = refused(status, refusals)
  }
  // What any route may answer, so that generated clients know of it. Any may meet a database that is busy; health says so in words of its own.
  if (takesBody) responses[413] = responseRef("TooLarge")
  responses[503] ??= responseRef("Busy")
  return responses
}

const headersOf = (headers: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(headers).map(([name, description]) => [name, { description, schema: { type: "string" } }]),
  )

const STORE_ACCESS: Operation["security"] = [{ PublishableKey: [] }, { PublishableKey: [], CustomerToken: [] }]
const STAFF_ACCESS: Operation["security"] = [{ StaffToken: [] }, { SecretKey: [] }, { StaffSession: [] }]

const operation = (route: Route, method: Method, tag: string, schemas: Schemas): Operation => {
  const { query, body } = requestOf(method, route.path)
  const parameters = parametersOf(route, query)
  const takesBody = body !== undefined && Object.keys(body.shape).length > 0
  return {
    operationId: operationId(method, route.path),
    tags: [tag],
    summary: route.does,
    ...(route.remarks ? { description: route.remarks } : {}),
    security: isStore(route) ? STORE_ACCESS : STAFF_ACCESS,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(takesBody
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: inJson(jsonSchema(body, "input"), route.example.body),
          },
        }
      : {}),
    responses: responsesOf(route, schemas, takesBody),
  }
}

/** `POST /store/resource-booking/holds/:id/extend` is `postStoreHoldsIdExtend`. */
const operationId = (method: Method, route: string) =>
  method.toLowerCase() +
  route
    .replace("/resource-booking", "")
    .split(/[^a-z]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("")

const securitySchemes = {
  PublishableKey: { type: "apiKey", in: "header", name: "x-publishable-api-key" },
  CustomerToken: { type: "http", scheme: "bearer", description: "A signed-in customer's token." },
  StaffToken: { type: "http", scheme: "bearer", description: "A user's token." },
  SecretKey: { type: "http", scheme: "basic", description: "A secret API key as the user name." },
  StaffSession: { type: "apiKey", in: "cookie", name: "connect.sid", description: "The dashboard's session." },
}

const DESCRIPTION = [
  "Sells dates: resources with a capacity per calendar day, holds with a deadline, and confirmed allocations.",
  "Days are `YYYY-MM-DD` in the resource's time zone and ranges include both ends. Moments are ISO 8601 in UTC. Fields that a route does not know are refused. A later version may add fields to replies.",
  "Each route lists what it answers, and each of these answers has been seen by the tests, except for two that any route may give: 413 for a body that is too large, and 503 where the database is too busy. The tests provoke these on some routes, not on each; `x-any-route` names them once more.",
].join("\n\n")

const { version } = JSON.parse(fs.readFileSync(path.join(__dirname, "..", "package.json"), "utf8")) as {
  version: string
}

/** The whole API as OpenAPI 3.1: requests from the schemas of the routes, replies from the tables beside this file. */
export const buildDocument = (): OpenApi => {
  const schemas = new Schemas()
  const paths: OpenApi["paths"] = {}
  for (const { name, routes } of areas) {
    for (const route of routes) {
      const target = (paths[route.path.replace(/:(\w+)/g, "{$1}")] ??= {})
      for (const method of route.methods) {
        target[method.toLowerCase()] = operation(route, method, name, schemas)
      }
    }
  }
  const refusals = Object.fromEntries(BOOKING_CODES.map((code) => [code, schemas.of(refusalSchema(code))]))
  return {
    openapi: "3.1.0",
    info: { title: "medusa-plugin-resource-booking", version, description: DESCRIPTION },
    tags: areas.map(({ name }) => ({ name })),
    paths,
    "x-any-route": { 413: responseRef("TooLarge"), 503: responseRef("Busy") },
    components: {
      securitySchemes,
      responses: {
        Unauthorized: { description: "Nobody of staff is signed in.", content: inJson(schemaRef("MedusaError")) },
        TooLarge: { description: "The body is too large.", content: inJson(schemaRef("MedusaError")) },
        Busy: {
          ...refused(503, ["lock_timeout", "busy"]),
          headers: headersOf({ "Retry-After": "Seconds to wait before the same request is sent again." }),
        },
      },
      schemas: { ...refusals, MedusaError: schemas.of(MedusaError), ...sorted(schemas.named) },
    },
  }
}

const sorted = <Value>(of: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(of).sort(([a], [b]) => (a < b ? -1 : 1)))
