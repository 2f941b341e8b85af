import type { MedusaContainer } from "@medusajs/framework/types"
import { DateTime } from "luxon"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import type { CreateResourceInput } from "../../src/modules/resource_booking/types"

const ACTOR = "demo-seed"
const TIMEZONE = "Australia/Brisbane"
const DAYS_AHEAD = 365

type SeededResource = CreateResourceInput & { default_capacity: number }

/** One unit, so that the demo's second customer finds it taken. */
const LAST_UNIT: SeededResource = {
  name: 'LandCruiser 200 "Kalinda"',
  type: "VEHICLE",
  description: "4WD for up to seven with recovery kit, booked by the day",
  default_capacity: 1,
}

const SERVICED: SeededResource = {
  name: "HiLux Camper",
  type: "VEHICLE",
  description: "4WD with a rooftop tent, booked by the night",
  booking_unit: "NIGHT",
  min_days: 2,
  default_capacity: 2,
}

const RESOURCES: SeededResource[] = [
  LAST_UNIT,
  SERVICED,
  { name: "Prado", type: "VEHICLE", description: "4WD for five, a fleet of three", default_capacity: 3 },
  {
    name: "K'gari Day Tour",
    type: "TOUR",
    description: "75 Mile Beach and Lake McKenzie from Rainbow Beach",
    default_capacity: 16,
  },
  {
    name: "Moreton Island Sand & Wrecks",
    type: "TOUR",
    description: "Ferry, dunes and snorkelling at Tangalooma",
    default_capacity: 12,
  },
  { name: "Guide: Tess", type: "GUIDE", description: "K'gari and Cooloola", default_capacity: 1 },
  { name: "Guide: Jarrah", type: "GUIDE", description: "Moreton Island and the hinterland", default_capacity: 1 },
]

/**
 * Makes what is missing, keeps every date open a year ahead, and never changes what somebody edited. Answers the ids by
 * name, and the vehicle of which there is one.
 */
export async function seedResources(container: MedusaContainer) {
  const booking = container.resolve<ResourceBookingModuleService>("resource_booking")
  const today = DateTime.now().setZone(TIMEZONE)
  const day = (ahead: number) => today.plus({ days: ahead }).toFormat("yyyy-MM-dd")
  const ids = new Map<string, string>()

  for (const resource of RESOURCES) {
    const [found] = await booking.listBookingResources({ name: resource.name, type: resource.type })
    const { id } =
      found ?? (await booking.createResource({ timezone: TIMEZONE, open_days_ahead: DAYS_AHEAD, ...resource }))
    ids.set(resource.name, id)
    await booking.setCapacity({
      resource_id: id,
      start_date: day(0),
      end_date: day(DAYS_AHEAD),
      max_capacity: resource.default_capacity,
      only_missing: true,
    })
  }
  await seedBlackout(booking, ids.get(SERVICED.name)!, day)
  return { ids, vehicle: { id: ids.get(LAST_UNIT.name)!, name: LAST_UNIT.name } }
}

async function seedBlackout(
  booking: ResourceBookingModuleService,
  resource_id: string,
  day: (ahead: number) => string,
) {
  const reason = "Annual service and roadworthy"
  const known = await booking.listBookingBlackouts({ resource_id, reason, end_date: { $gte: day(0) } })
  if (known.length) return
  await booking.createBlackout(
    { resource_id, start_date: day(30), end_date: day(33), reason, public_note: "In the workshop" },
    { by: ACTOR, on_conflict: "keep" },
  )
}
