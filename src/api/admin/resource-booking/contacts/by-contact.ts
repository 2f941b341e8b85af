import type { AffectedAllocation } from "../../../../modules/resource_booking/read-types"

type Person = "contact_name" | "contact_email" | "contact_phone" | "customer_id"
type Affected = AffectedAllocation & { order_display_id: number | null }
type Contact = Pick<Affected, Person> & { allocations: Omit<Affected, Person>[] }

/** One call for each person: who gives the same e-mail, else phone, else customer. Nameless bookings stand alone. */
export const byContact = (rows: Affected[]): Contact[] => {
  const contacts = new Map<string, Contact>()
  for (const { contact_name, contact_email, contact_phone, customer_id, ...allocation } of rows) {
    const key =
      contact_email?.toLowerCase() ?? contact_phone?.replace(/\D/g, "") ?? customer_id ?? allocation.booking_id
    const contact = contacts.get(key) ?? { contact_name, contact_email, contact_phone, customer_id, allocations: [] }
    contact.allocations.push(allocation)
    contacts.set(key, contact)
  }
  return [...contacts.values()]
}
