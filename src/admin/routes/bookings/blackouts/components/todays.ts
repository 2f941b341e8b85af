import { bookingApi } from "../../../../lib/api"
import { todayIn } from "../../../../lib/dates"
import type { CalendarDate, Page, Resource } from "../../../../lib/types"

/** Today where these zones are. */
export type Today = { date: CalendarDate; zones: string[] }

const AT_ONCE = 200

/** Today wherever resources of the type, or all, are: mostly one day, around midnight two or three. First days first. */
export const todaysOf = async (type: string | null): Promise<Today[]> => {
  const zones = new Set<string>()
  for (let offset = 0, count = 1; offset < count; offset += AT_ONCE) {
    const query = { ...(type ? { type } : {}), fields: "timezone", order: "created_at", limit: AT_ONCE, offset }
    const page = await bookingApi.get<Page & { resources: Pick<Resource, "timezone">[] }>("/resources", query)
    page.resources.forEach(({ timezone }) => zones.add(timezone))
    count = page.count
  }
  const todays = new Map<CalendarDate, string[]>()
  for (const zone of [...zones].sort()) {
    const date = todayIn(zone)
    todays.set(date, [...(todays.get(date) ?? []), zone])
  }
  return [...todays].map(([date, of]) => ({ date, zones: of })).sort((a, b) => (a.date < b.date ? -1 : 1))
}
