import type ResourceBookingModuleService from "../../../../src/modules/resource_booking/service"
import type { ItemInput } from "../../../../src/modules/resource_booking/types"

export type Calls = Record<string, () => Promise<unknown>>

/** Each makes one call of the module as a request would, and rejects if it is refused. */
export async function callsOf(service: ResourceBookingModuleService, size: Size): Promise<Calls> {
  const { buyersOf, newBuyer, replayingBuyer } = await import("../../../lib/buyers.mjs")
  const buyers = buyersOf(size) as Record<Claims, () => ItemInput[]> & { range(days: number): Range }
  const place = (claims: Claims) => () => service.placeHold({ ...newBuyer(), items: buyers[claims]() })
  return {
    spread: place("spread"),
    hot: place("hot"),
    "7 dates": place("7 dates"),
    "30 dates": place("30 dates"),
    "3 resources": place("3 resources"),
    refused: place("refused"),
    "refused, spread": place("refused, spread"),
    replay: () => service.placeHold({ ...replayingBuyer, items: buyers.replayed() }),
    "availability 30": () => service.getAvailability(buyers.range(30)),
    "availability 365": () => service.getAvailability(buyers.range(365)),
    calendar: () => service.getCalendar({ ...datesOf(buyers.range(31)), limit: 100 }),
    "clean up": () => service.expireHolds(),
    // A tenth of all resources are guides: in a full shop a thousand.
    search: () => service.searchResources({ ...datesOf(buyers.range(30)), type: "GUIDE", limit: 1000 }),
  }
}

type Size = { resources: number; dates: number }
type Claims = "spread" | "hot" | "7 dates" | "30 dates" | "3 resources" | "refused" | "refused, spread" | "replayed"
type Range = { resource_id: string; start_date: string; end_date: string }

const datesOf = ({ start_date, end_date }: Range) => ({ start_date, end_date })
