import { z } from "@medusajs/framework/zod"

/** The part of JSON Schema 2020-12 that our schemas become. */
export type JsonSchema = {
  $ref?: string
  $defs?: Record<string, JsonSchema>
  type?: string | string[]
  format?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: string[]
  additionalProperties?: boolean | JsonSchema
  anyOf?: JsonSchema[]
  /** The named schema whose fields these are, and perhaps more. */
  "x-fields-of"?: string
}

/** Says less where zod says too much for a reader, and what may be null as a type of its own. */
const plainly = (schema: JsonSchema & { id?: string; propertyNames?: unknown }): JsonSchema => {
  const { id: _id, propertyNames: _names, properties, items, additionalProperties, anyOf, $defs, ...plain } = schema
  if (plain.format) delete plain.pattern
  if (plain.minimum === Number.MIN_SAFE_INTEGER) delete plain.minimum
  if (plain.maximum === Number.MAX_SAFE_INTEGER) delete plain.maximum
  const [some, none, ...others] = anyOf?.map(plainly) ?? []
  if (typeof some?.type === "string" && none?.type === "null" && others.length === 0) {
    return { ...some, ...plain, type: [some.type, "null"], ...(some.enum ? { enum: [...some.enum, null] } : {}) }
  }
  return {
    ...plain,
    ...(properties ? { properties: mapValues(properties, plainly) } : {}),
    ...(items ? { items: plainly(items) } : {}),
    ...(additionalProperties === undefined ? {} : { additionalProperties: isOpen(additionalProperties) }),
    ...(anyOf ? { anyOf: anyOf.map(plainly) } : {}),
    ...($defs ? { $defs: mapValues($defs, plainly) } : {}),
  }
}

/** No schema of ours says more of unnamed members than whether there may be any. */
const isOpen = (additionalProperties: boolean | JsonSchema): boolean => additionalProperties !== false

const mapValues = <From, To>(of: Record<string, From>, to: (value: From) => To): Record<string, To> =>
  Object.fromEntries(Object.entries(of).map(([key, value]) => [key, to(value)]))

/** What a client sends (`input`) or gets (`output`). Named schemas become `#/components/schemas/…`, found in `$defs`. */
export const jsonSchema = (schema: z.ZodType, io: "input" | "output"): JsonSchema => {
  const { $schema: _, ...made } = z.toJSONSchema(schema, { io, unrepresentable: "any" })
  const text = JSON.stringify(made).replaceAll('"#/$defs/', '"#/components/schemas/')
  return plainly(JSON.parse(text) as JsonSchema)
}

/** Every query is text: what a schema makes a number of is shown as that number. */
export const parameterSchema = (schema: z.ZodType): JsonSchema => {
  const taken = jsonSchema(schema, "output")
  return taken.type === "integer" ? taken : jsonSchema(schema, "input")
}
