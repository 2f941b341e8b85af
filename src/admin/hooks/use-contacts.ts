import { useQuery } from "@tanstack/react-query"
import { bookingApi, readFile } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate } from "../lib/types"

/** Whom a change concerns: by a blackout that stands, or by the dates of whatever was changed. */
export type ContactsQuery = {
  blackout_id?: string
  resource_id?: string[]
  type?: string
  start_date?: CalendarDate
  end_date?: CalendarDate
  weekdays?: string[]
}

export type AffectedAllocation = {
  id: string
  booking_id: string
  resource_id: string
  resource_name: string
  /** Those of its days that the change concerns. */
  dates: CalendarDate[]
  start_date: CalendarDate
  end_date: CalendarDate
  quantity: number
  order_id: string | null
  order_display_id: number | null
}
/** Each person once, with what is theirs. */
export type AffectedContact = {
  contact_name: string | null
  contact_email: string | null
  contact_phone: string | null
  customer_id: string | null
  allocations: AffectedAllocation[]
}

export const useContacts = (query: ContactsQuery | null) =>
  useQuery({
    queryKey: queryKeys.allocations.list({ contacts: JSON.stringify(query) }),
    queryFn: ({ signal }) =>
      bookingApi.get<{ contacts: AffectedContact[]; count: number; truncated: boolean }>("/contacts", query!, signal),
    enabled: query !== null,
  })

/** The same as a file; `truncated` where there are more than one file holds. */
export const exportContacts = (query: ContactsQuery) => readFile("/contacts/export", query)
