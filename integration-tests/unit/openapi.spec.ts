import fs from "node:fs"
import { codesOf } from "../../openapi/codes-of"
import { buildDocument } from "../../openapi/document"
import { fill } from "../../openapi/fill"
import { inWords } from "../../openapi/in-words"
import type { JsonSchema } from "../../openapi/json-schema"
import type { OpenApi, Operation } from "../../openapi/open-api"
import { requestOf } from "../../openapi/requests"
import type { Method } from "../../openapi/route"
import { STATUS_BY_CODE } from "../../src/modules/resource_booking/errors"
import { faultOf } from "../helpers/documented"

const document: OpenApi = buildDocument()
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method.toUpperCase()} ${path}`, operation })),
)

/** `GET /admin/resource-booking/holds/{id}` for each export of each `src/api/…/route.ts`. */
const routesInCode = () =>
  fs
    .readdirSync("src/api", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith("/route.ts"))
    .flatMap((file) => {
      const path = `/${file.replace("/route.ts", "").replaceAll(/\[(\w+)\]/g, "{$1}")}`
      const code = fs.readFileSync(`src/api/${file}`, "utf8")
      return [...code.matchAll(/^export (?:async )?(?:const|function) ([A-Z]+)\b/gm)].map(
        ([, method]) => `${method} ${path}`,
      )
    })

const contentsOf = ({ requestBody, responses }: Operation) =>
  [requestBody, ...Object.values(responses)].flatMap((part) =>
    part && "content" in part ? Object.values(part.content) : [],
  )

describe("the OpenAPI document", () => {
  it("has every route of src/api, method for method, and no other", () => {
    expect(operations.map(({ name }) => name).sort()).toEqual(routesInCode().sort())
  })

  it("has examples that keep to their own schemas", () => {
    for (const { name, operation } of operations) {
      for (const { schema, example } of [...(operation.parameters ?? []), ...contentsOf(operation)]) {
        expect([name, example === undefined ? undefined : faultOf(schema, example)]).toEqual([name, undefined])
      }
    }
  })

  it("shows requests that the routes' own schemas accept", () => {
    for (const { name, operation } of operations) {
      const [method, path] = name.split(" ") as [Method, string]
      const { query, body } = requestOf(method, path.replaceAll(/\{(\w+)\}/g, ":$1"))
      const given = (operation.parameters ?? []).filter((one) => one.in === "query" && one.example !== undefined)
      const sent = given.map(({ name, example }) => [name, Array.isArray(example) ? example : String(example)] as const)
      expect([name, query?.safeParse(Object.fromEntries(sent)).error]).toEqual([name, undefined])
      const example = operation.requestBody?.content["application/json"]!.example
      expect([name, body?.safeParse(example ?? {}).error]).toEqual([name, undefined])
    }
  })

  it("shows a request and a reply of every route", () => {
    for (const { name, operation } of operations) {
      const examples = contentsOf(operation).filter(({ example }) => example !== undefined)
      expect([name, examples.length]).toEqual([name, operation.requestBody ? 2 : 1])
    }
  })

  it("says of every field of a request what it must be", () => {
    const typed = (schema: JsonSchema): boolean =>
      schema.anyOf ? schema.anyOf.every(typed) : schema.type !== undefined && (!schema.items || typed(schema.items))
    for (const { name, operation } of operations) {
      const body = operation.requestBody?.content["application/json"]!.schema.properties ?? {}
      const query = (operation.parameters ?? []).map(({ name, schema }) => [name, schema] as const)
      for (const [field, schema] of [...Object.entries(body), ...query]) {
        expect([name, field, typed(schema)]).toEqual([name, field, true])
      }
    }
  })

  it("names every refusal of ours under a route, those of a busy database under any route", () => {
    const named = operations.flatMap(({ operation }) =>
      Object.entries(operation.responses).flatMap(([status, response]) =>
        "content" in response ? codesOf(response).map((code) => `${status} ${code}`) : [],
      ),
    )
    const anywhere = codesOf(document.components.responses.Busy!).map((code) => `503 ${code}`)
    const all = Object.entries(STATUS_BY_CODE).map(([code, status]) => `${status} ${code}`)
    expect([...new Set([...named, ...anywhere])].sort()).toEqual(all.sort())
  })

  it("lists 503 as a reply of each route, and 413 of each that takes a body", () => {
    for (const { name, operation } of operations) {
      const { 413: tooLarge, 503: busy } = operation.responses
      expect([name, Boolean(tooLarge)]).toEqual([name, operation.requestBody !== undefined])
      if (name !== "GET /admin/resource-booking/health") {
        expect([name, busy]).toEqual([name, { $ref: "#/components/responses/Busy" }])
      }
    }
  })

  it("has no reference that leads nowhere", () => {
    const text = JSON.stringify(document)
    for (const [, kind, name] of text.matchAll(/"#\/components\/(\w+)\/(\w+)"/g)) {
      expect(document.components).toHaveProperty([kind!, name!])
    }
  })
})

describe("the API reference", () => {
  it("says in words what a value must be", () => {
    expect(inWords({ type: "integer", minimum: 1, maximum: 200, default: 20 })).toBe(
      "whole number, 1 to 200; 20 by default",
    )
    expect(inWords({ type: ["string", "null"], maxLength: 64 })).toBe("text, at most 64, or null")
    expect(inWords({ type: "array", items: { type: "string", format: "date" }, maxItems: 366 })).toBe(
      "list of day; at most 366 of them",
    )
    expect(inWords({ type: ["string", "null"], enum: ["DAY", null] })).toBe("`DAY`, or null")
    expect(inWords({ anyOf: [{ $ref: "#/components/schemas/Hold" }, { type: "boolean" }] })).toBe(
      "[Hold](#hold) or true or false",
    )
  })

  it("fills lines with what fits and keeps the JSON as it is", () => {
    const value = { short: [1, 2], text: "x".repeat(90), empty: {}, nested: [{ a: "y".repeat(100), b: [] }] }
    const filled = fill(value)
    expect(JSON.parse(filled)).toEqual(value)
    expect(filled.split("\n")[1]).toBe(`  "short": [1, 2],`)
    expect(Math.max(...filled.split("\n").map((line) => line.length))).toBeLessThan(120)
  })
})
