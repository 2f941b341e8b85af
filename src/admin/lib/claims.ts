import type { CalendarDay } from "./types"

/** What of a date is spoken for: live holds and allocations. `max_capacity` is null where it was never opened. */
export const takenOf = ({ held, allocated }: Pick<CalendarDay, "held" | "allocated">) => held + allocated

export type Heat = "unopened" | "closed" | "overcommitted" | "full" | "busy" | "some" | "free"

/** How a date looks everywhere on the desk: one rule, so that the same colour always means the same. */
export const heatOf = (day: CalendarDay, { is_active }: { is_active: boolean }): Heat => {
  if (day.overcommitted) return "overcommitted"
  // Of a resource that takes no bookings nothing is to be had, whatever is left of it.
  if (!is_active || day.blackouts.length > 0) return "closed"
  if (day.max_capacity === null) return "unopened"
  if (day.available_capacity <= 0) return day.max_capacity === 0 ? "closed" : "full"
  const share = takenOf(day) / day.max_capacity
  return share > 0.5 ? "busy" : share > 0 ? "some" : "free"
}

/** Medusa's own colours only, so that they follow the dashboard into the dark. */
export const HEAT_CLASSES: Record<Heat, string> = {
  unopened: "bg-ui-bg-subtle text-ui-fg-subtle",
  closed: "bg-ui-bg-disabled text-ui-fg-subtle",
  overcommitted: "bg-ui-tag-red-bg text-ui-tag-red-text",
  full: "bg-ui-tag-orange-bg text-ui-tag-orange-text",
  busy: "bg-ui-tag-blue-bg text-ui-tag-blue-text",
  some: "bg-ui-tag-green-bg text-ui-tag-green-text",
  free: "bg-ui-bg-base text-ui-fg-subtle",
}

/** Stripes over what is closed, or held only for a while: seen without telling colours apart. */
export const HATCHED = {
  backgroundImage: "repeating-linear-gradient(45deg, transparent 0 5px, var(--border-base) 5px 6px)",
} as const
