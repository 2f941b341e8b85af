import fc from "fast-check"
import type { JsonSchema } from "../../../openapi/json-schema"
import { day } from "../../helpers/build"
import { hostileName, hostileText, hostileValue } from "./hostile"
import { known, type Known } from "./known"

/** The kind of thing a field names, where it names one: `resource_id`, `hold_id`, … */
const kindOf = (name: string): Known | undefined => (name.endsWith("_id") ? (name as Known) : undefined)

const text = (schema: JsonSchema): fc.Arbitrary<unknown> => {
  if (schema.format === "date") return fc.integer({ min: -2, max: 40 }).map((days) => day(days))
  if (schema.format === "date-time") return fc.date({ noInvalidDate: true }).map((at) => at.toISOString())
  if (schema.format === "email") return fc.constantFrom("jo@example.com", "o'neil+x@example.com.au")
  if (schema.pattern) return fc.oneof(fc.stringMatching(new RegExp(schema.pattern)), hostileText)
  return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 40, 40) })
}

/** What a schema describes, with small numbers and days near today, so that much of it is taken. */
function valid(schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  const kind = kindOf(name)
  if (kind) return fc.oneof({ weight: 4, arbitrary: known(kind) }, { weight: 1, arbitrary: known() })
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valid(one, name)))
  const types = [schema.type ?? "object"].flat()
  return fc.oneof(...types.map((type) => ofType(type, schema, name)))
}

function ofType(type: string, schema: JsonSchema, name: string): fc.Arbitrary<unknown> {
  const least = schema.minimum ?? 0
  switch (type) {
    case "null":
      return fc.constant(null)
    case "boolean":
      return fc.boolean()
    case "integer":
    case "number":
      return fc.integer({ min: least, max: Math.min(schema.maximum ?? least + 20, least + 20) })
    case "string":
      return text(schema)
    case "array":
      return fc.array(valid(schema.items ?? {}, name), { minLength: schema.minItems ?? 0, maxLength: 4 })
    default:
      return object(schema, valid)
  }
}

type OfField = (schema: JsonSchema, name: string) => fc.Arbitrary<unknown>

const object = ({ properties = {}, required = [] }: JsonSchema, of: OfField): fc.Arbitrary<unknown> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, of(schema, name)])), {
    requiredKeys: required,
  })

/** One field of it is something else, is missing, or is one too many. */
const nearlyValid = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      object(schema, valid),
      fc.constantFrom(...Object.keys(schema.properties ?? {}), "more"),
      hostileName,
      hostileValue,
    )
    .chain(([made, field, more, value]) =>
      fc.constantFrom(
        { ...(made as object), [field === "more" ? more : field]: value },
        Object.fromEntries(Object.entries(made as object).filter(([name]) => name !== field)),
      ),
    )

/** A body of a schema: as it should be, nearly so, or nothing like it. */
export const bodyOf = (schema: JsonSchema): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 4, arbitrary: object(schema, valid) },
    { weight: 4, arbitrary: nearlyValid(schema) },
    { weight: 2, arbitrary: object(schema, () => hostileValue) },
    { weight: 1, arbitrary: hostileValue },
  )

/** A value of a parameter; the text it goes out as is the caller's. */
export const valueOf = (schema: JsonSchema, name: string): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 3, arbitrary: valid(schema, name) }, { weight: 2, arbitrary: hostileText })
