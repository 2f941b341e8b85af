import { z } from "@medusajs/framework/zod"
import { chosenOf, count, day, text } from "./scalars"

const sold = z.strictObject({
  resource_id: text,
  resource_name: text.nullable(),
  per: z.enum(["UNIT", "BOOKING"]).describe("Whether each unit of the line takes `units`, or the line as a whole."),
  units: count,
})

const fields = {
  id: text,
  title: text,
  sku: text.nullable(),
  product_id: text.nullable(),
  product_title: text.nullable(),
  pricing: z.enum(["PER_DAY", "PER_BOOKING"]),
  duration_days: count.nullable().describe("How many days are sold; null where the customer chooses."),
  resources: z.array(sold).describe("All that it sells, not only the resource asked for."),
}

export const Variant = z
  .strictObject(fields)
  .meta({ id: "Variant", description: "A product variant that sells dates, and of what." })

export const VariantRow = chosenOf(fields).required({ id: true }).meta({
  id: "VariantRow",
  "x-fields-of": "Variant",
  description: "A variant that sells dates, or the fields of it that were chosen.",
})

export const SoldVariantRow = chosenOf({
  ...fields,
  next_free_dates: z
    .array(day)
    .describe("The next five days on which one unit of it can begin, for as long as it must last, in the coming 90."),
})
  .required({ id: true })
  .meta({
    id: "SoldVariantRow",
    "x-fields-of": "Variant",
    description: "A variant that sells dates and when it is free next, or the fields of them that were chosen.",
  })

export const variant: z.infer<typeof Variant> = {
  id: "variant_01A",
  title: "With camping gear",
  sku: "TROOPY-CAMP",
  product_id: "prod_01A",
  product_title: "Troopy hire",
  pricing: "PER_DAY",
  duration_days: null,
  resources: [{ resource_id: "res_01TROOPY", resource_name: "Troopy", per: "UNIT", units: 1 }],
}
