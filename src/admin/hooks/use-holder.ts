import type { CalendarHold } from "../lib/types"
import { useWords } from "./use-words"

type Held = Pick<CalendarHold, "contact_name" | "contact_phone" | "customer_email" | "source">

/** Whom a hold is for, as well as it is known. */
export const useHolder = () => {
  const { t } = useWords()
  return ({ contact_name, contact_phone, customer_email, source }: Held): string =>
    contact_name ?? customer_email ?? contact_phone ?? t(source === "STAFF" ? "calendar.staffHold" : "calendar.cart")
}
