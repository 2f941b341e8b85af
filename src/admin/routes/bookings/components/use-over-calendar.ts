import { useLocation, useNavigate } from "react-router-dom"

/**
 * Opens a page over the calendar, whose own address stays what it was below it and after it. `span` is said in any case,
 * as the dashboard only goes back to an address that says something.
 */
export const useOverCalendar = () => {
  const navigate = useNavigate()
  const { search } = useLocation()
  return (page: string, { query = {}, state = {} }: { query?: Record<string, string>; state?: object } = {}) => {
    const calendar = new URLSearchParams(search)
    if (!calendar.has("span")) calendar.set("span", "14")
    const below = new URLSearchParams(calendar)
    below.delete("day")
    for (const [key, value] of Object.entries(query)) below.set(key, value)
    void navigate(`/bookings/${page}?${below.toString()}`, { state: { ...state, restore_params: calendar.toString() } })
  }
}
