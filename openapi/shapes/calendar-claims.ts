import type { z } from "@medusajs/framework/zod"
import { Allocation, allocation, orderNumber } from "./allocation"
import { Hold, hold } from "./hold"

/** Of a live allocation what a bar of the calendar says. */
export const CalendarAllocation = Allocation.pick({
  id: true,
  booking_id: true,
  resource_id: true,
  dates: true,
  start_date: true,
  end_date: true,
  booking_unit: true,
  quantity: true,
  order_id: true,
  customer_id: true,
  contact_name: true,
  contact_phone: true,
  unit_label: true,
  source: true,
})
  .extend(orderNumber)
  .meta({
    id: "CalendarAllocation",
    "x-fields-of": "Allocation",
    description: "A live allocation, as a bar of the calendar shows it.",
  })

/** Of a live hold what a hatched bar says. */
export const CalendarHold = Hold.pick({
  id: true,
  booking_id: true,
  resource_id: true,
  dates: true,
  start_date: true,
  end_date: true,
  booking_unit: true,
  quantity: true,
  status: true,
  expires_at: true,
  time_remaining_seconds: true,
  claimed_at: true,
  cart_id: true,
  customer_id: true,
  customer_email: true,
  contact_name: true,
  contact_phone: true,
  source: true,
  created_by: true,
}).meta({ id: "CalendarHold", "x-fields-of": "Hold", description: "A live hold, as a bar of the calendar shows it." })

export const calendarAllocation: z.infer<typeof CalendarAllocation> = {
  id: allocation.id,
  booking_id: allocation.booking_id,
  resource_id: allocation.resource_id,
  dates: allocation.dates,
  start_date: allocation.start_date,
  end_date: allocation.end_date,
  booking_unit: allocation.booking_unit,
  quantity: allocation.quantity,
  order_id: "order_01A",
  order_display_id: 1042,
  customer_id: null,
  contact_name: allocation.contact_name,
  contact_phone: "0400 111 222",
  unit_label: null,
  source: "STORE",
}

export const calendarHold: z.infer<typeof CalendarHold> = {
  id: hold.id,
  booking_id: "bk_01B",
  resource_id: hold.resource_id,
  dates: hold.dates,
  start_date: hold.start_date,
  end_date: hold.end_date,
  booking_unit: hold.booking_unit,
  quantity: hold.quantity,
  status: hold.status,
  expires_at: hold.expires_at,
  time_remaining_seconds: hold.time_remaining_seconds,
  claimed_at: null,
  cart_id: null,
  customer_id: null,
  customer_email: hold.customer_email,
  contact_name: hold.contact_name,
  contact_phone: hold.contact_phone,
  source: hold.source,
  created_by: hold.created_by,
}
