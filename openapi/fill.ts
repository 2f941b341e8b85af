const WIDTH = 110

/** JSON for readers: a value that fits stays on its line, and the plain members of a larger one share lines. */
export const fill = (value: unknown, indent = ""): string => {
  const short = inline(value)
  if (typeof value !== "object" || value === null || indent.length + short.length <= WIDTH) return short
  const inner = `${indent}  `
  const members = Array.isArray(value)
    ? value.map((item) => fill(item, inner))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${fill(item, inner)}`)
  const [open, close] = Array.isArray(value) ? "[]" : "{}"
  return `${open}\n${inner}${lines(members, inner).join(`,\n${inner}`)}\n${indent}${close}`
}

const inline = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(inline).join(", ")}]`
  if (typeof value !== "object" || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`)
  return members.length > 0 ? `{ ${members.join(", ")} }` : "{}"
}

const lines = (members: string[], indent: string): string[] => {
  const made: string[] = []
  for (const member of members) {
    const together = `${made.at(-1)}, ${member}`
    const fits = made.length > 0 && !together.includes("\n") && indent.length + together.length <= WIDTH
    if (fits) made[made.length - 1] = together
    else made.push(member)
  }
  return made
}
