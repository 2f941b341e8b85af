import { StaffClaimModal } from "../../../components/staff-claim/staff-claim-modal"

/** Over the calendar, and back to it. */
const HoldPage = () => <StaffClaimModal kind="hold" />

export default HoldPage
