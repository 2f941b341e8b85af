import { bookingRoute } from "../../../lib/booking-route"
import { bookingServiceOf } from "../../../lib/service-of"
import type { StoreRequest } from "../holder"
import { presentFoundResource } from "./present"
import type { StoreGetResourcesQuery } from "./validators"

export const GET = bookingRoute(async (req: StoreRequest<unknown, StoreGetResourcesQuery>, res) => {
  const query = req.validatedQuery
  const { resources, count } = await bookingServiceOf(req).searchResources(query)
  res.json({ resources: resources.map(presentFoundResource), count, limit: query.limit, offset: query.offset })
})
