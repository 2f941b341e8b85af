import validateOptions, { pluginOptions } from "../../src/modules/resource_booking/loaders/validate-options"
import { optionsSchema, parseOptions } from "../../src/modules/resource_booking/options"

const WEEK = 7 * 24 * 60
const RANGES: [name: string, min: number, max: number, standard: number][] = [
  ["hold_ttl_minutes", 1, WEEK, 30],
  ["max_hold_minutes", 1, WEEK, 120],
  ["payment_grace_minutes", 3, WEEK, 15],
  ["expiring_notice_minutes", 0, WEEK, 10],
  ["max_hold_days", 1, 365, 92],
  ["max_hold_quantity", 1, 1_000_000, 1000],
  ["max_claims_per_request", 1, 1000, 200],
  ["max_active_holds_per_owner", 1, 1_000_000, 10],
  ["max_active_unit_days_per_owner", 1, 1_000_000_000, 500],
  ["max_active_unit_days_per_address", 0, 1_000_000_000, 0],
  ["unpaid_order_hours", 0, 8760, 0],
  ["hold_retention_days", 1, 3650, 30],
  ["personal_data_days", 1, 3650, 30],
  ["lock_timeout_ms", 50, 60_000, 3000],
  ["queue_length", 1, 100_000, 500],
  ["cleanup_batch_size", 1, 2000, 300],
]

const sentence = (given: unknown): string => {
  try {
    parseOptions(given)
  } catch (error) {
    return (error as Error).message
  }
  return "no mistake found"
}

describe("the plugin's options", () => {
  it("are the documented defaults where nothing is given", () => {
    const defaults = {
      timezone: "Australia/Brisbane",
      register_checkout_hooks: true,
      ...Object.fromEntries(RANGES.map(([name, , , standard]) => [name, standard])),
    }
    expect(parseOptions(undefined)).toEqual(defaults)
    expect(parseOptions(null)).toEqual(defaults)
    expect(parseOptions({ hold_ttl_minutes: undefined })).toEqual(defaults)
  })

  it("every option has its mistakes tested here", () => {
    const tested = ["timezone", "register_checkout_hooks", ...RANGES.map(([name]) => name)]
    expect(Object.keys(optionsSchema.shape).sort()).toEqual(tested.sort())
  })

  it.each(RANGES)("%s: C14: from %d to %d, each mistake in one sentence that names it", (name, min, max) => {
    const others =
      name === "hold_ttl_minutes"
        ? { max_hold_minutes: max }
        : name === "max_hold_minutes"
          ? { hold_ttl_minutes: min }
          : {}
    expect(parseOptions({ ...others, [name]: min })).toHaveProperty(name, min)
    expect(parseOptions({ ...others, [name]: max })).toHaveProperty(name, max)
    // A term and its maximum may be wrong alone and also against each other.
    const rest = Object.keys(others).length > 0 ? "(; max_hold_minutes must not be below .*)?" : ""
    const says = (words: string) => new RegExp(`^medusa-plugin-resource-booking: ${name} ${words}${rest}\\.$`)
    expect(sentence({ ...others, [name]: min - 1 })).toMatch(says(`must be at least ${min}`))
    expect(sentence({ ...others, [name]: max + 1 })).toMatch(says(`must be at most ${max}`))
    for (const odd of ["30", null, 1.5, Number.NaN, true, []]) {
      expect(sentence({ ...others, [name]: odd })).toBe(
        `medusa-plugin-resource-booking: ${name} must be a whole number.`,
      )
    }
  })

  it("timezone: a place that no clock knows", () => {
    expect(sentence({ timezone: "Australia/Brisbone" })).toBe(
      'medusa-plugin-resource-booking: timezone "Australia/Brisbone" is not an IANA time zone such as "Australia/Brisbane".',
    )
    expect(sentence({ timezone: "" })).toContain('timezone "" is not an IANA time zone')
    expect(sentence({ timezone: 10 })).toBe(
      'medusa-plugin-resource-booking: timezone must be the name of an IANA time zone such as "Australia/Brisbane".',
    )
    expect(parseOptions({ timezone: "Australia/Lord_Howe" }).timezone).toBe("Australia/Lord_Howe")
  })

  it("register_checkout_hooks: a word instead of true or false", () => {
    expect(sentence({ register_checkout_hooks: "no" })).toBe(
      "medusa-plugin-resource-booking: register_checkout_hooks must be true or false.",
    )
    expect(parseOptions({ register_checkout_hooks: false }).register_checkout_hooks).toBe(false)
  })

  it("C14: a maximum below the first term, given or by default", () => {
    const words = "max_hold_minutes must not be below hold_ttl_minutes"
    expect(sentence({ hold_ttl_minutes: 60, max_hold_minutes: 59 })).toContain(words)
    expect(sentence({ hold_ttl_minutes: 121 })).toContain(words)
    expect(parseOptions({ hold_ttl_minutes: 60, max_hold_minutes: 60 }).max_hold_minutes).toBe(60)
  })

  it("an unknown option is named", () => {
    expect(sentence({ hold_tll_minutes: 30 })).toBe(
      'medusa-plugin-resource-booking: unknown option "hold_tll_minutes".',
    )
    expect(sentence({ a: 1, b: 2 })).toBe('medusa-plugin-resource-booking: unknown option "a", "b".')
  })

  it("several mistakes come in one message", () => {
    const message = sentence({ hold_ttl_minutes: 0, queue_length: "x", colour: "red" })
    expect(message).toContain("hold_ttl_minutes must be at least 1")
    expect(message).toContain("queue_length must be a whole number")
    expect(message).toContain('unknown option "colour"')
  })

  it("anything but an object is refused in words of ours", () => {
    expect(sentence("fast please")).toBe("medusa-plugin-resource-booking: its options must be an object.")
  })

  it("the loader stops the boot, and does not mind the database key that Medusa adds", async () => {
    await expect(validateOptions({ options: { hold_ttl_minutes: 0 } } as never)).rejects.toThrow(
      "hold_ttl_minutes must be at least 1",
    )
    await expect(
      validateOptions({ options: { database: { clientUrl: "postgres://x" } } } as never),
    ).resolves.toBeUndefined()
    expect(pluginOptions({ database: {}, queue_length: 5 })).toEqual({ queue_length: 5 })
  })
})
