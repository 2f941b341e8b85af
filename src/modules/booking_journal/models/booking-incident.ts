import { model } from "@medusajs/framework/utils"
import { INCIDENT_KINDS } from "../types"

export const BookingIncident = model.define("booking_incident", {
  id: model.id({ prefix: "inc" }).primaryKey(),
  kind: model.enum([...INCIDENT_KINDS]),
  ref: model.text(),
  details: model.json().nullable(),
  opened_at: model.dateTime(),
  resolved_at: model.dateTime().nullable(),
  resolved_by: model.text().nullable(),
  note: model.text().nullable(),
})
