/** What domain/hold-contact.ts reads of a hold, for those answers that have not its metadata. */
export const contactOf = (hold: string): string =>
  (["contact_name", "contact_phone"] as const).map((field) => `${textOf(hold, field)} as ${field}`).join(", ")

export const textOf = (hold: string, field: "contact_name" | "contact_phone"): string =>
  `case jsonb_typeof(${hold}.metadata->'${field}') when 'string' then nullif(${hold}.metadata->>'${field}', '') end`
