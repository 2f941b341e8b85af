/** What a host app needs to name: `import type { HoldDTO } from "medusa-plugin-resource-booking/types"`. */
export type * from "./modules/resource_booking/types"
export type * from "./modules/resource_booking/read-types"
export type { BookingErrorCode } from "./modules/resource_booking/errors"
export type { default as ResourceBookingModuleService } from "./modules/resource_booking/service"
export { ResourceBookingEvents } from "./modules/resource_booking/events"
