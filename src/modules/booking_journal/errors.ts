import { MedusaError } from "@medusajs/framework/utils"

// Codes and types as resource_booking's errors have them; modules do not import each other.
export const incidentNotFound = (id: string) =>
  new MedusaError(MedusaError.Types.NOT_FOUND, `There is no incident ${id}`, "incident_not_found")

export const unknownOrder = (order: string, known: readonly string[]) =>
  new MedusaError(
    MedusaError.Types.INVALID_DATA,
    `order cannot be "${order}": sort by one of ${known.join(", ")}, with a minus in front for descending`,
    "invalid_data",
  )
