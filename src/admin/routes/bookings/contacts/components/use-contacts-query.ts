import { useSearchParams } from "react-router-dom"
import type { ContactsQuery } from "../../../../hooks/use-contacts"
import { isCalendarDate } from "../../../../lib/dates"

/** What was changed, as the address has it: `blackout_id`, or dates with resources, a type or weekdays. */
export const useContactsQuery = (): ContactsQuery | null => {
  const [params] = useSearchParams()
  const blackout_id = params.get("blackout_id")
  if (blackout_id) return { blackout_id }
  const [start_date, end_date] = [params.get("start_date"), params.get("end_date")]
  if (!isCalendarDate(start_date) || !isCalendarDate(end_date)) return null
  const resources = params.getAll("resource_id")
  const weekdays = params.getAll("weekdays")
  return {
    start_date,
    end_date,
    type: params.get("type") ?? undefined,
    ...(resources.length > 0 ? { resource_id: resources } : {}),
    ...(weekdays.length > 0 ? { weekdays } : {}),
  }
}
