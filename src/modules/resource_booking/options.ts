import { z } from "@medusajs/framework/zod"
import { IANAZone } from "luxon"

const whole = (name: string, min: number, max: number, fallback: number) =>
  z
    .number({ error: `${name} must be a whole number` })
    .int(`${name} must be a whole number`)
    .min(min, `${name} must be at least ${min}`)
    .max(max, `${name} must be at most ${max}`)
    .default(fallback)

const SEVEN_DAYS_IN_MINUTES = 7 * 24 * 60

/** The plugin's options; a claim is one unit of one resource on one date, times are as their names say. */
export const optionsSchema = z
  .strictObject({
    timezone: z
      .string('timezone must be the name of an IANA time zone such as "Australia/Brisbane"')
      .default("Australia/Brisbane"),
    hold_ttl_minutes: whole("hold_ttl_minutes", 1, SEVEN_DAYS_IN_MINUTES, 30),
    max_hold_minutes: whole("max_hold_minutes", 1, SEVEN_DAYS_IN_MINUTES, 120),
    // A claim may be at work for two minutes: nobody is to take it for one that has died.
    payment_grace_minutes: whole("payment_grace_minutes", 3, SEVEN_DAYS_IN_MINUTES, 15),
    expiring_notice_minutes: whole("expiring_notice_minutes", 0, SEVEN_DAYS_IN_MINUTES, 10),
    max_hold_days: whole("max_hold_days", 1, 365, 92),
    max_hold_quantity: whole("max_hold_quantity", 1, 1_000_000, 1000),
    max_claims_per_request: whole("max_claims_per_request", 1, 1000, 200),
    max_active_holds_per_owner: whole("max_active_holds_per_owner", 1, 1_000_000, 10),
    max_active_unit_days_per_owner: whole("max_active_unit_days_per_owner", 1, 1_000_000_000, 500),
    max_active_unit_days_per_address: whole("max_active_unit_days_per_address", 0, 1_000_000_000, 0),
    unpaid_order_hours: whole("unpaid_order_hours", 0, 24 * 365, 0),
    hold_retention_days: whole("hold_retention_days", 1, 3650, 30),
    personal_data_days: whole("personal_data_days", 1, 3650, 30),
    lock_timeout_ms: whole("lock_timeout_ms", 50, 60_000, 3000),
    queue_length: whole("queue_length", 1, 100_000, 500),
    cleanup_batch_size: whole("cleanup_batch_size", 1, 2000, 300),
    register_checkout_hooks: z.boolean("register_checkout_hooks must be true or false").default(true),
  })
  .refine((options) => IANAZone.isValidZone(options.timezone), {
    error: (issue) =>
      `timezone "${(issue.input as { timezone: string }).timezone}" is not an IANA time zone such as "Australia/Brisbane"`,
    path: ["timezone"],
  })
  .refine((options) => options.max_hold_minutes >= options.hold_ttl_minutes, {
    error: "max_hold_minutes must not be below hold_ttl_minutes: a hold could not even live its first term",
    path: ["max_hold_minutes"],
  })

export type BookingOptions = z.infer<typeof optionsSchema>

/** Options with their defaults. Throws one sentence per mistake, so that a server with a wrong option never starts. */
export const parseOptions = (given: unknown): BookingOptions => {
  const result = optionsSchema.safeParse(given ?? {})
  if (result.success) {
    return result.data
  }
  const sentences = result.error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return `unknown option ${issue.keys.map((key) => `"${key}"`).join(", ")}`
    return issue.path.length === 0 ? "its options must be an object" : issue.message
  })
  throw new Error(`medusa-plugin-resource-booking: ${sentences.join("; ")}.`)
}
