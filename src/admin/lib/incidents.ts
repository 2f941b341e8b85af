import type { CalendarDate, Incident, Instant } from "./types"

/** A line of an order that has not what it was sold. */
export type UnservedLine = { line_item_id: string; title: string; code: string; message: string }
/** What became of a payment of a refused cart; of one that `failed` somebody may still be charged. */
export type UndonePayment = {
  payment_session_id: string
  provider_id: string
  action: "cancelled" | "refunded" | "voided" | "none" | "failed"
  amount: number
  currency_code: string
  error?: string
}

/** What each kind of incident keeps of what was found; other processes and versions may have written less. */
export type IncidentFacts = {
  lines: UnservedLine[]
  /** Why an order could not be looked at at all. */
  failed: string | null
  payments: UndonePayment[]
  orderedAt: Instant | null
  /** Why core would not cancel an order that nobody pays. */
  notReleased: string | null
  overcommitted: CalendarDate[]
  /** The checks of the books that found something, with how many rows each. */
  faults: { check: string; count: number }[]
  code: string | null
  message: string | null
}

export const incidentFacts = ({ kind, details }: Pick<Incident, "kind" | "details">): IncidentFacts => {
  const found = details ?? {}
  const list = <Row>(key: string) => (Array.isArray(found[key]) ? (found[key] as Row[]) : [])
  const words = (key: string) => (typeof found[key] === "string" ? found[key] : null)
  return {
    lines: list<UnservedLine>("lines"),
    failed: words("failed"),
    payments: list<UndonePayment>("payments"),
    orderedAt: words("ordered_at"),
    notReleased: words("not_released"),
    overcommitted: list<{ date: CalendarDate }>("overcommitted").map(({ date }) => date),
    faults:
      kind === "DRIFT"
        ? Object.entries(found).flatMap(([check, rows]) => (Array.isArray(rows) ? [{ check, count: rows.length }] : []))
        : [],
    code: words("code"),
    message: words("message") ?? words("reason"),
  }
}

/** What an incident's `ref` is: only what the dashboard has a page of can be linked to. */
export const subjectOf = ({ kind, ref }: Pick<Incident, "kind" | "ref">): "order" | "cart" | "resource" | "check" => {
  if (kind === "ORDER_UNSERVED" || kind === "UNPAID") return "order"
  if (kind === "CHECKOUT_REFUSED") return "cart"
  return ref.startsWith("res_") ? "resource" : "check"
}
