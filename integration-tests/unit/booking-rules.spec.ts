import { asValue, createContainer } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { MedusaError } from "@medusajs/framework/utils"
import { invalidData } from "../../src/modules/resource_booking/errors"
import {
  askBookingRules,
  BOOKING_RULES,
  type BookingRuleRequest,
} from "../../src/workflows/resource-booking/checkout/booking-rules"

const request: BookingRuleRequest = { action: "claim", variant_ids: [], items: [] }

const ask = (registered?: unknown) => {
  const container = createContainer()
  if (registered !== undefined) container.register({ [BOOKING_RULES]: asValue(registered) })
  return askBookingRules(container as unknown as MedusaContainer, request)
}
const throwing = (error: unknown) => () => {
  throw error
}

describe("rules of a shop", () => {
  it("nothing is asked where there are none", async () => {
    await expect(ask()).resolves.toBeUndefined()
  })

  it("are asked in their order until one refuses", async () => {
    const asked: string[] = []
    const rule = (name: string) => () => void asked.push(name)
    const no = throwing(new MedusaError(MedusaError.Types.NOT_ALLOWED, "No", "no"))
    await expect(ask([rule("first"), no, rule("second")])).rejects.toMatchObject({
      code: "refused_by_rule",
      message: "No",
      details: { rule: "no" },
    })
    expect(asked).toEqual(["first"])
  })

  it("may be a service that needs its own members", async () => {
    class Rules {
      private readonly message = "Not on Sundays"
      check() {
        throw new MedusaError(MedusaError.Types.INVALID_DATA, this.message)
      }
    }
    await expect(ask(new Rules())).rejects.toMatchObject({
      code: "refused_by_rule",
      message: "Not on Sundays",
      details: { rule: null },
    })
  })

  it("refuse with what a workflow of theirs has thrown, which is an object and no error", async () => {
    const plain = { type: "not_allowed", message: "Too young", name: "Error" }
    await expect(ask(throwing(plain))).rejects.toMatchObject({ code: "refused_by_rule", message: "Too young" })
  })

  it("may refuse with a refusal of ours, which keeps its code", async () => {
    const ours = invalidData("quantity", "quantity must be even")
    await expect(ask(throwing(ours))).rejects.toBe(ours)
  })

  it("have faults, which are no refusals", async () => {
    for (const fault of [
      new TypeError("undefined is not a function"),
      new MedusaError(MedusaError.Types.UNEXPECTED_STATE, "The licence office is closed"),
      null,
      "no",
    ]) {
      await expect(ask(throwing(fault))).rejects.toBe(fault)
    }
  })
})
