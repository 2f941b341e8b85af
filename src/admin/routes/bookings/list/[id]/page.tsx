import { useParams, type UIMatch } from "react-router-dom"
import { useBookingActs } from "../../../../components/booking/use-booking-acts"
import { DeskPage } from "../../../../components/desk-page"
import { Loaded, PageSkeleton } from "../../../../components/page-states"
import { useBooking, type Booking } from "../../../../hooks/use-booking"
import { BookingName } from "./components/booking-name"
import { ClaimsSection } from "./components/claims-section"
import { ContactSection } from "./components/contact-section"
import { NoBooking } from "./components/no-booking"

const BookingPage = () => {
  const { id = "" } = useParams()
  return (
    <Loaded query={useBooking(id)} skeleton={<PageSkeleton />}>
      {(booking) => (isEmpty(booking) ? <NoBooking /> : <Shown booking={booking} />)}
    </Loaded>
  )
}

const isEmpty = ({ live, over, holds }: Booking) => live.length + over.length + holds.length === 0

const Shown = ({ booking }: { booking: Booking }) => {
  const acts = useBookingActs()
  return (
    <DeskPage
      zone="resource_booking.booking"
      main={{ claims: <ClaimsSection booking={booking} acts={acts} /> }}
      side={{ contact: <ContactSection booking={booking} /> }}
    />
  )
}

export const handle = { breadcrumb: ({ params }: UIMatch) => <BookingName id={params.id ?? ""} /> }

export default BookingPage
