import { Crumb } from "../../../components/crumb"
import { DeskPage } from "../../../components/desk-page"
import { ContactsList } from "./components/contacts-list"

/** Reached from a blackout or a change of capacity, with what was changed in its address. */
const ContactsPage = () => <DeskPage zone="resource_booking.contacts" main={{ contacts: <ContactsList /> }} />

export const handle = { breadcrumb: () => <Crumb word="bookings.contacts.title" /> }

export default ContactsPage
