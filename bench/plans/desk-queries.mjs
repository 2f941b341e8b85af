import { resourceId } from "../lib/fill.mjs"

const EVERY_RESOURCE = "all resources of those dates are asked for"
const NO_INDEX = "no index says when a hold was placed: it would be written with every hold"
const RECOUNTED = "it recounts them, nightly and when the desk asks"

/** What the pages of the desk read beside the lists; `number` is of a resource that has bookings. */
export function deskQueriesOn(service, { day, aBooking, number, dates }) {
  const resource_id = resourceId(number)
  const range = (first, last) => ({ start_date: day(first), end_date: day(last) })
  const utilisation = (name, input) => ({
    name: `utilisation, ${name}`,
    act: () => service.getUtilisation(input),
    rows: (groups) => groups.length,
    reads: { resource_capacity: EVERY_RESOURCE },
  })
  const affected = (name, input) => ({
    name: `contacts, ${name}`,
    act: () => service.findAffected(input),
    rows: ({ rows }) => rows.length,
  })
  return [
    {
      name: "calendar's claims, 100 resources × 31 days",
      arrange: async () => {
        const { resources } = await service.getCalendar(range(0, 30))
        return resources.map(({ resource }) => resource.id)
      },
      act: (resource_ids) => service.getCalendarClaims({ resource_ids, ...range(0, 30) }),
      rows: ({ allocations, holds }) => allocations.length + holds.length,
    },
    {
      name: "figures of a page of 50 resources",
      arrange: () => service.listBookingResources({}, { take: 50, order: { name: "ASC" } }),
      act: (resources) => service.getDeskFigures(resources),
      rows: (figures) => figures.size,
    },
    { name: "resource types", act: () => service.listResourceTypes(), rows: (types) => types.length },
    {
      name: "all about one date of a resource",
      act: async () => {
        const claims = { resource_id, ...range(3, 3), order: "start_date", limit: 1000 }
        await service.getCapacityCalendar({ resource_id, ...range(3, 3) })
        const holds = await service.listHolds({ ...claims, status: "ACTIVE" })
        const allocations = await service.listAllocations({ ...claims, status: "CONFIRMED" })
        await service.getCalendarClaims({ resource_ids: [resource_id], ...range(3, 3) })
        return holds.count + allocations.count
      },
      rows: (count) => count,
    },
    affected("a resource × a month", { resource_ids: [resource_id], ...range(0, 30) }),
    affected("a type × two days", { type: "GUIDE", ...range(3, 4) }),
    affected("everything × two days in half a year", range(183, 184)),
    {
      name: "an order's page",
      arrange: aBooking,
      act: ({ order_id }) => service.listAllocations({ order_id, order: "start_date", limit: 1000 }),
      rows: ({ count }) => count,
    },
    {
      name: "a booking's page",
      arrange: aBooking,
      act: async ({ id, booking_id }) => {
        await service.getAllocation(id)
        return await service.getBookingHolds(booking_id)
      },
      rows: ({ holds }) => holds.length,
    },
    {
      name: "a file of two days in half a year",
      act: () => service.exportAllocations({ ...range(183, 184), status: "CONFIRMED" }),
      rows: ({ rows }) => rows.length,
    },
    utilisation("a month by resource", { ...range(0, 30), by: "resource" }),
    utilisation("a year by week", { ...range(0, Math.min(365, dates - 1)), by: "week" }),
    utilisation("a type, a month by week", { ...range(0, 30), type: "GUIDE", by: "week" }),
    {
      name: "conversion, 28 days",
      act: () => service.getConversion({ from: day(-27), to: day(0) }),
      rows: ({ conversion }) => conversion.reduce((sum, { placed }) => sum + placed, 0),
      reads: { resource_hold: NO_INDEX },
    },
    {
      name: "audit",
      timedRuns: 1,
      act: () => service.auditClaims(),
      rows: () => 1,
      reads: { resource_capacity: RECOUNTED, resource_hold: RECOUNTED, resource_allocation: RECOUNTED },
    },
  ]
}
