import { z } from "zod"
import type { SoldVariant, VariantLink } from "../../hooks/use-variants"
import type { Say } from "../../hooks/use-words"
import { asNumber, asText } from "../../lib/form"

const isWhole = (text: string, most: number) => /^\d+$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= most

export const linkSchema = (t: Say) =>
  z.object({
    variant_id: z.string().min(1, t("widgets.link.variantNeeded")),
    resource_id: z.string().min(1, t("widgets.link.resourceNeeded")),
    pricing: z.enum(["PER_DAY", "PER_BOOKING"]),
    duration_days: z
      .string()
      .refine((text) => text.trim() === "" || isWhole(text, 365), t("widgets.link.wholeNumber", { most: 365 })),
    per: z.enum(["UNIT", "BOOKING"]),
    units: z.string().refine((text) => isWhole(text, 1_000_000), t("widgets.link.wholeNumber", { most: 1_000_000 })),
  })
export type LinkValues = z.infer<ReturnType<typeof linkSchema>>

/** A further resource is sold on the terms that the variant has already. */
export const linkDefaults = (variantId: string, sold?: SoldVariant): LinkValues => ({
  variant_id: variantId,
  resource_id: "",
  pricing: sold?.pricing ?? "PER_DAY",
  duration_days: asText(sold?.duration_days),
  per: "UNIT",
  units: "1",
})

export const linkOf = ({ duration_days, units, ...link }: LinkValues): VariantLink => ({
  ...link,
  duration_days: asNumber(duration_days),
  units: Number(units),
})
