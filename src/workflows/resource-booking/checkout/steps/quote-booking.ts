import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../../booking-service"
import { askRulesBeforeHold } from "../booking-rules"
import { quoteBooking, type Quote, type QuoteInput } from "../quote-booking"
import { whatVariantsSell } from "../what-variants-sell"

type Input = Omit<QuoteInput, "quantity"> & {
  quantity?: number
  hold_id?: string
  idempotency_token?: string
  customer_id?: string
  pricing_context?: object
}

/** Prices what is asked for and asks the merchant's rules; of a hold that is there already, its dates and quantity. */
export const quoteBookingStep = createStep(
  "resource-booking-quote-booking",
  async ({ pricing_context, ...input }: Input, { container }) => {
    const quantity = input.quantity ?? 1
    const asked: QuoteInput = { ...input, quantity }
    if (input.hold_id !== undefined) {
      const { hold } = await bookingService(container).getHold(input.hold_id)
      if (!input.dates && !input.start_date) asked.dates = hold.dates
      if (input.quantity === undefined) {
        const sold = (await whatVariantsSell(container, [input.variant_id])).get(input.variant_id)
        const of = sold?.resources.find(({ per, resource_id }) => per === "UNIT" && resource_id === hold.resource_id)
        asked.quantity = of ? Math.max(1, Math.floor(hold.quantity / of.units)) : 1
      }
    }
    const quote = await quoteBooking(container, asked, pricing_context)
    await askRulesBeforeHold(container, {
      items: quote.items,
      cart_id: input.cart_id,
      customer_id: input.customer_id,
      cart_line: { variant_id: input.variant_id },
      idempotency_token: input.idempotency_token,
    })
    return new StepResponse<Quote & { quantity: number }>({ ...quote, quantity: asked.quantity })
  },
)
