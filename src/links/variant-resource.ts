import ProductModule from "@medusajs/medusa/product"
import { defineLink } from "@medusajs/framework/utils"
import ResourceBookingModule from "../modules/resource_booking"

/** What a variant sells. `pricing` and `duration_days` are the variant's and equal on all its links, the rest is each link's. */
export default defineLink(
  { linkable: ProductModule.linkable.productVariant, isList: true },
  { linkable: ResourceBookingModule.linkable.bookingResource, isList: true },
  {
    database: {
      table: "booking_variant_resource",
      extraColumns: {
        pricing: { type: "text" },
        duration_days: { type: "integer", nullable: true },
        per: { type: "text" },
        units: { type: "integer" },
      },
    },
  },
)
