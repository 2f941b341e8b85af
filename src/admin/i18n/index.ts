import deBlackouts from "./de/blackouts.json"
import deBookings from "./de/bookings.json"
import deCalendar from "./de/calendar.json"
import deCommon from "./de/common.json"
import deOverview from "./de/overview.json"
import deRefusals from "./de/refusals.json"
import deResources from "./de/resources.json"
import deRunSheet from "./de/run-sheet.json"
import deWidgets from "./de/widgets.json"
import enBlackouts from "./en/blackouts.json"
import enBookings from "./en/bookings.json"
import enCalendar from "./en/calendar.json"
import enCommon from "./en/common.json"
import enOverview from "./en/overview.json"
import enRefusals from "./en/refusals.json"
import enResources from "./en/resources.json"
import enRunSheet from "./en/run-sheet.json"
import enWidgets from "./en/widgets.json"

/** One file an area; a key is `<area>.<name>`, such as `resources.title`. */
export const english = {
  common: enCommon,
  refusals: enRefusals,
  resources: enResources,
  blackouts: enBlackouts,
  calendar: enCalendar,
  bookings: enBookings,
  runSheet: enRunSheet,
  overview: enOverview,
  widgets: enWidgets,
}

export const german = {
  common: deCommon,
  refusals: deRefusals,
  resources: deResources,
  blackouts: deBlackouts,
  calendar: deCalendar,
  bookings: deBookings,
  runSheet: deRunSheet,
  overview: deOverview,
  widgets: deWidgets,
}

/** The dashboard merges this with its own words; `resourceBooking` is our namespace (see hooks/use-words.ts). */
export default { en: { resourceBooking: english }, de: { resourceBooking: german } }
