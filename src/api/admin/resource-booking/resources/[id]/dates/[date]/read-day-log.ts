import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { ResourceDTO } from "../../../../../../../modules/resource_booking/types"
import { bookingService } from "../../../../../../../workflows/resource-booking/booking-service"
import { journalService } from "../../../../../../../workflows/resource-booking/journal-service"

/** The most ids that the journal is asked for: more than one date of a resource sees in its life. */
const MOST_IDS = 1000

/** What staff did to one date of a resource, the newest first, with the name of who did it. */
export const readDayLog = async (
  scope: MedusaContainer,
  { id, type }: Pick<ResourceDTO, "id" | "type">,
  date: string,
) => {
  const service = bookingService(scope)
  const touching = { start_date: { $lte: date }, end_date: { $gte: date } }
  const [allocations, holds, blackouts] = await Promise.all([
    service.listBookingAllocations(
      { resource_id: id, ...touching },
      { select: ["id", "hold_id"], take: MOST_IDS, order: { id: "DESC" } },
    ),
    service.listBookingHolds(
      // Ended ones as well, which staff may have extended. One index has live holds of a resource, another ended ones.
      {
        ...touching,
        $or: [
          { resource_id: id, status: "ACTIVE" },
          { resource_id: id, status: { $ne: "ACTIVE" } },
        ],
      },
      { select: ["id"], take: MOST_IDS, order: { id: "DESC" } },
    ),
    service.listBookingBlackouts(
      {
        ...touching,
        $or: [{ resource_id: id }, { resource_type: type }, { resource_id: null, resource_type: null }],
      },
      { select: ["id"], take: MOST_IDS, order: { id: "DESC" }, withDeleted: true },
    ),
  ])
  const entries = await journalService(scope).listLogOf({
    resource_id: id,
    date,
    claim_ids: [...allocations.flatMap((allocation) => [allocation.id, allocation.hold_id]), ...holds.map(idOf)],
    blackout_ids: blackouts.map(idOf),
  })
  const names = await namesOf(scope, [...new Set(entries.map(({ actor }) => actor))])
  return entries.map((entry) => ({ ...entry, actor_name: names.get(entry.actor) ?? null }))
}

const idOf = ({ id }: { id: string }) => id

/** Of users; a secret key and the system have none. */
const namesOf = async (scope: MedusaContainer, ids: string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const { data } = await scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity: "user", fields: ["id", "first_name", "last_name", "email"], filters: { id: ids } })
  return new Map(
    data.map(({ id, first_name, last_name, email }) => [
      id,
      [first_name, last_name].filter(Boolean).join(" ") || email,
    ]),
  )
}
