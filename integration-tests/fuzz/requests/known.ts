import fc from "fast-check"

/** What a request may name of the things that are there; ids are only known when it goes out. */
const KINDS = [
  ...(["resource_id", "hold_id", "allocation_id", "blackout_id", "variant_id", "cart_id", "customer_id"] as const),
  ...([
    "others_hold_id",
    "others_cart_id",
    "channel_cart_id",
    "booking_id",
    "order_id",
    "line_item_id",
    "incident_id",
  ] as const),
]
export type Known = (typeof KINDS)[number]
export type World = Partial<Record<Known, string>>

const mark = (kind: string) => `@{${kind}}`

/** A stand-in for an id of this kind, or of any. */
export const known = (kind?: Known): fc.Arbitrary<string> =>
  kind ? fc.constant(mark(kind)) : fc.constantFrom(...KINDS.map(mark))

/** The same text with the ids that there are; one that nobody has is simply not found. */
export const withIds = (text: string, world: World): string =>
  text.replaceAll(/@\{(\w+)\}/g, (_, kind: Known) => world[kind] ?? `none_${kind}`)
