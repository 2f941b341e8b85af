import type { JsonSchema } from "./json-schema"

const FORMATS: Record<string, string> = { date: "day", "date-time": "moment", email: "e-mail address" }

/** What a value must be, for a reader: `text, at most 255`, `whole number, 1 to 200`, `list of day`. */
export const inWords = (schema: JsonSchema): string => {
  const { default: fallback, type } = schema
  const words = typeInWords(schema) + (Array.isArray(type) && type.includes("null") ? ", or null" : "")
  return fallback === undefined ? words : `${words}; ${JSON.stringify(fallback)} by default`
}

const typeInWords = (schema: JsonSchema): string => {
  if (schema.$ref) return linked(schema.$ref.split("/").at(-1)!)
  if (schema.const !== undefined) return code(schema.const)
  if (schema.enum)
    return schema.enum
      .filter((value) => value !== null)
      .map(code)
      .join(", ")
  if (schema.anyOf) return schema.anyOf.map(inWords).join(" or ")
  const [type] = [schema.type].flat()
  switch (type) {
    case "array":
      return `list of ${inWords(schema.items ?? {})}${schema.maxItems ? `; at most ${schema.maxItems} of them` : ""}`
    case "object":
      return schema.properties ? `{${Object.keys(schema.properties).map(code).join(", ")}}` : "object"
    case "integer":
      return `whole number${between(schema.minimum, schema.maximum)}`
    case "number":
      return `number${between(schema.minimum, schema.maximum)}`
    case "boolean":
      return "true or false"
    default:
      return FORMATS[schema.format ?? ""] ?? `text${between(undefined, schema.maxLength)}`
  }
}

const code = (value: unknown) => `\`${String(value)}\``
const linked = (name: string) => `[${name}](#${name.toLowerCase()})`

const between = (least: number | undefined, most: number | undefined) => {
  if (most === undefined) return least ? `, at least ${least}` : ""
  return least === undefined ? `, at most ${most}` : `, ${least} to ${most}`
}
