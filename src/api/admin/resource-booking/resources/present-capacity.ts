import type { CapacityCalendar } from "../../../../modules/resource_booking/read-types"

/** `revision` goes back as `expected_revision` of a change of the same range. */
export const presentCapacity = ({ resource, ...calendar }: CapacityCalendar) => ({
  resource_id: resource.id,
  ...calendar,
})
