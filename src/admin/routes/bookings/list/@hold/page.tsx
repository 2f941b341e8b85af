import { StaffClaimModal } from "../../../../components/staff-claim/staff-claim-modal"

const HoldPage = () => <StaffClaimModal kind="hold" placedAt={(bookingId) => `/bookings/list/${bookingId}`} />

export default HoldPage
