/** A variant's id in a body, with the name of its field. */
export type GivenVariant = { field: string; variant_id: string }

/** What a body says of variants: of one line, or of several in `items`. The body may be anything at all. */
export const givenVariants = (body: unknown): GivenVariant[] => {
  const { variant_id, items } = membersOf(body)
  const lines = Array.isArray(items) ? (items as unknown[]) : []
  return [
    { field: "variant_id", variant_id },
    ...lines.map((line, i) => ({ field: `items[${i}].variant_id`, variant_id: membersOf(line).variant_id })),
  ].filter((given): given is GivenVariant => isId(given.variant_id))
}

const membersOf = (value: unknown): Record<string, unknown> =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}

// PostgreSQL takes no NUL, and nothing that has one is the id of a variant: core answers for it.
const isId = (value: unknown): boolean => typeof value === "string" && value !== "" && !value.includes("\0")
