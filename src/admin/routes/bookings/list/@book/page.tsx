import { StaffClaimModal } from "../../../../components/staff-claim/staff-claim-modal"

const BookPage = () => <StaffClaimModal kind="booking" placedAt={(bookingId) => `/bookings/list/${bookingId}`} />

export default BookPage
