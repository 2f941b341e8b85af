/**
 * The codes a response may have; a success and what Medusa itself refuses have none. The schemas of refusals are named
 * after their codes, all others begin with a capital.
 *
 * @param {{ content?: Record<string, { schema: { anyOf?: { $ref?: string }[] } }> }} response
 * @returns {string[]}
 */
exports.codesOf = ({ content = {} }) =>
  (content["application/json"]?.schema.anyOf ?? [])
    .map(({ $ref = "" }) => $ref.split("/").at(-1) ?? "")
    .filter((name) => /^[a-z_]+$/.test(name))
