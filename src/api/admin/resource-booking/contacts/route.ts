import { bookingRoute } from "../../../lib/booking-route"
import type { AdminRequest } from "../admin-request"
import { byContact } from "./by-contact"
import { readAffected } from "./read-affected"
import type { AdminListContactsQuery } from "./validators"

/** Whom to tell after a blackout or a closed date: each person once, with what is theirs. */
export const GET = bookingRoute(async (req: AdminRequest<unknown, AdminListContactsQuery>, res) => {
  const { rows, truncated } = await readAffected(req)
  const contacts = byContact(rows)
  res.json({ contacts, count: contacts.length, truncated })
})
