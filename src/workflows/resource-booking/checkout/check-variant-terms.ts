import { invalidData } from "../../../modules/resource_booking/errors"
import type { BookingOptions } from "../../../modules/resource_booking/options"
import type { LineTerms, ResourceDTO } from "../../../modules/resource_booking/types"
import type { SoldVariant } from "./what-variants-sell"

/** What a variant sells of one resource. */
export type VariantTerms = Pick<SoldVariant, "pricing" | "duration_days"> & LineTerms

type Resource = Pick<ResourceDTO, "id" | "name" | "booking_unit" | "min_days" | "max_days">
type Limits = Pick<BookingOptions, "max_hold_days" | "max_hold_quantity">

/** Throws `invalid_data` for terms on which nobody could book; `resources` are all that the variant is to sell. */
export const checkVariantTerms = (
  { pricing, duration_days, units }: VariantTerms,
  resources: Resource[],
  { max_hold_days, max_hold_quantity }: Limits,
): void => {
  if (units > max_hold_quantity) {
    throw invalidData("units", `units ${units} is more than one hold may take: at most ${max_hold_quantity}`, {
      max: max_hold_quantity,
    })
  }
  if (duration_days !== null && duration_days > max_hold_days) {
    throw invalidData("duration_days", `duration_days ${duration_days} is more than a hold's ${max_hold_days} days`, {
      max: max_hold_days,
    })
  }
  for (const resource of resources) {
    checkDuration(pricing, duration_days, resource)
  }
  checkBookingUnits(resources)
}

const checkDuration = (
  pricing: VariantTerms["pricing"],
  duration: number | null,
  { id, name, min_days, max_days }: Resource,
) => {
  const facts = { resource_id: id, min_days, max_days }
  if (duration !== null && (duration < (min_days ?? 1) || duration > (max_days ?? Infinity))) {
    const bounds = [min_days === null ? [] : `at least ${min_days}`, max_days === null ? [] : `at most ${max_days}`]
    throw invalidData(
      "duration_days",
      `duration_days ${duration} cannot be booked of ${name} (${id}), which takes ${bounds.flat().join(" and ")} days: ` +
        "choose another duration or change the resource",
      facts,
    )
  }
  if (pricing === "PER_BOOKING" && duration === null && max_days === null) {
    throw invalidData(
      "duration_days",
      `Priced by the booking, any number of days of ${name} (${id}) would cost the same: give duration_days, ` +
        "or the resource max_days",
      facts,
    )
  }
}

/** A night's last date is the day of departure, a day's is not: one booking cannot have both. */
const checkBookingUnits = (resources: Resource[]) => {
  const [first, ...others] = resources
  const odd = others.find(({ booking_unit }) => booking_unit !== first!.booking_unit)
  if (odd) {
    throw invalidData(
      "variant_id",
      `The variant would sell ${first!.name} by the ${first!.booking_unit} and ${odd.name} by the ${odd.booking_unit}: ` +
        "unlink one of them, or use a variant for each",
      { resources: [first!, odd].map(({ id, booking_unit }) => ({ resource_id: id, booking_unit })) },
    )
  }
}
