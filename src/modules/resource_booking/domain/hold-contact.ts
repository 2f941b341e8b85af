import type { HoldContact, HoldDTO } from "../types"

/** A hold has no contact of its own but an e-mail: what staff were told on the telephone stands in its metadata. */
export const contactOfHold = ({ metadata }: Pick<HoldDTO, "metadata">): HoldContact => ({
  contact_name: text(metadata?.contact_name),
  contact_phone: text(metadata?.contact_phone),
})

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null)
