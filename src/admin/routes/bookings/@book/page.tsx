import { StaffClaimModal } from "../../../components/staff-claim/staff-claim-modal"

/** Over the calendar, and back to it. */
const BookPage = () => <StaffClaimModal kind="booking" />

export default BookPage
