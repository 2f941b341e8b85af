import type { Query } from "./api"

/** Everything of ours that react-query keeps begins with this, so that one write can refresh all that is on screen. */
export const ALL_BOOKING_QUERIES = ["resource-booking"] as const

/** Dry runs stand apart: what has just been done would be refused if it were tried once more. */
export const DRY_RUNS = ["resource-booking-dry-runs"] as const

const area = (name: string) => ({
  all: [...ALL_BOOKING_QUERIES, name] as const,
  list: (query: Query = {}) => [...ALL_BOOKING_QUERIES, name, "list", query] as const,
  detail: (id: string, query: Query = {}) => [...ALL_BOOKING_QUERIES, name, "detail", id, query] as const,
})

export const queryKeys = {
  resources: area("resources"),
  capacity: area("capacity"),
  variants: area("variants"),
  blackouts: area("blackouts"),
  holds: area("holds"),
  allocations: area("allocations"),
  orders: area("orders"),
  calendar: area("calendar"),
  runSheet: area("run-sheet"),
  reports: area("reports"),
  incidents: area("incidents"),
  health: area("health"),
  log: area("log"),
}
