import { z } from "zod"
import type { Say } from "../../../../hooks/use-words"
import { asNumber, asText, orNull } from "../../../../lib/form"
import type { CreateResourceInput, Resource } from "../../../../lib/types"

/** As the fields hold it: numbers are text until they are sent, and an empty one means "none". */
export const resourceFormSchema = (t: Say) => {
  const number = (least: number, most: number) =>
    z.string().refine(
      (text) => {
        const value = asNumber(text)
        return value === null || (Number.isInteger(value) && value >= least && value <= most)
      },
      t("resources.form.wholeNumber", { least, most }),
    )
  return z
    .object({
      name: z.string().trim().min(1, t("resources.form.needed")),
      type: z.string().trim().min(1, t("resources.form.needed")),
      description: z.string(),
      timezone: z.string(),
      booking_unit: z.enum(["DAY", "NIGHT"]),
      is_active: z.boolean(),
      default_capacity: number(0, 1_000_000),
      open_days_ahead: number(0, 1095),
      min_days: number(1, 365),
      max_days: number(1, 365),
      hold_ttl_minutes: number(1, 10_080),
    })
    .superRefine((values, context) => {
      const [least, most] = [asNumber(values.min_days), asNumber(values.max_days)]
      if (least !== null && most !== null && least > most) {
        context.addIssue({ code: "custom", path: ["max_days"], message: t("resources.form.minAboveMax") })
      }
      if (asNumber(values.open_days_ahead) !== null && asNumber(values.default_capacity) === null) {
        context.addIssue({ code: "custom", path: ["default_capacity"], message: t("resources.form.capacityNeeded") })
      }
    })
}
export type ResourceFormValues = z.infer<ReturnType<typeof resourceFormSchema>>

/** A new one is open for a year ahead, so that it can be booked as soon as it is saved. */
export const NEW_RESOURCE: ResourceFormValues = {
  name: "",
  type: "",
  description: "",
  timezone: "",
  booking_unit: "DAY",
  is_active: true,
  default_capacity: "1",
  open_days_ahead: "365",
  min_days: "",
  max_days: "",
  hold_ttl_minutes: "",
}

export const formValuesOf = (resource: Resource): ResourceFormValues => ({
  name: resource.name,
  type: resource.type,
  description: asText(resource.description),
  timezone: resource.timezone,
  booking_unit: resource.booking_unit,
  is_active: resource.is_active,
  default_capacity: asText(resource.default_capacity),
  open_days_ahead: asText(resource.open_days_ahead),
  min_days: asText(resource.min_days),
  max_days: asText(resource.max_days),
  hold_ttl_minutes: asText(resource.hold_ttl_minutes),
})

export const resourceInputOf = (values: ResourceFormValues): CreateResourceInput => ({
  name: values.name.trim(),
  type: values.type.trim(),
  description: orNull(values.description),
  ...(values.timezone ? { timezone: values.timezone } : {}),
  booking_unit: values.booking_unit,
  is_active: values.is_active,
  default_capacity: asNumber(values.default_capacity),
  open_days_ahead: asNumber(values.open_days_ahead),
  min_days: asNumber(values.min_days),
  max_days: asNumber(values.max_days),
  hold_ttl_minutes: asNumber(values.hold_ttl_minutes),
})
