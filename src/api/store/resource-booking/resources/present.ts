import type { FoundResource } from "../../../../modules/resource_booking/read-types"
import type { ResourceDTO } from "../../../../modules/resource_booking/types"

/** Each field that leaves, by name: never metadata, which is the operator's own. */
export const presentStoreResource = (resource: ResourceDTO) => ({
  id: resource.id,
  name: resource.name,
  type: resource.type,
  description: resource.description,
  timezone: resource.timezone,
  booking_unit: resource.booking_unit,
  min_days: resource.min_days,
  max_days: resource.max_days,
})

export const presentFoundResource = (resource: FoundResource) => ({
  ...presentStoreResource(resource),
  ...(resource.is_available === undefined
    ? {}
    : { is_available: resource.is_available, available_capacity: resource.available_capacity }),
})
