import { z } from "@medusajs/framework/zod"
import { allocation, NamedAllocation } from "./allocation"
import { count, day, text } from "./scalars"

const BookedWith = z.strictObject({
  id: text,
  resource_id: text,
  resource_name: text,
  resource_type: text,
  start_date: day,
  end_date: day,
  quantity: count,
  unit_label: text.nullable(),
})

const Payment = z.strictObject({
  status: text.describe("As core's list of orders says it, such as `captured`, `authorized` or `not_paid`."),
  currency_code: text,
  total: z.number().describe("Of the order as it is now."),
  paid_total: z.number(),
  balance: z.number().describe("Still to be paid; negative where money is to be given back."),
})

export const RunSheetRow = NamedAllocation.extend({
  payment: Payment.nullable().describe("Of its order, where it has one."),
  booked_with: z.array(BookedWith).describe("What else is live of the same booking, such as the guide of a tour."),
}).meta({
  id: "RunSheetRow",
  "x-fields-of": "NamedAllocation",
  description: "An allocation with what the desk needs on the day.",
})

export const runSheetRow: z.infer<typeof RunSheetRow> = {
  ...allocation,
  resource_name: "Troopy",
  resource_type: "VEHICLE",
  order_id: "order_01A",
  order_display_id: 1042,
  payment: { status: "authorized", currency_code: "aud", total: 360, paid_total: 0, balance: 360 },
  booked_with: [
    {
      id: "alloc_01B",
      resource_id: "res_01GUIDE",
      resource_name: "Kim",
      resource_type: "GUIDE",
      start_date: "2027-05-01",
      end_date: "2027-05-03",
      quantity: 1,
      unit_label: null,
    },
  ],
}
