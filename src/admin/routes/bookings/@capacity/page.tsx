import { RouteFocusModal } from "@medusajs/dashboard/components"
import { BulkCapacityForm } from "../resources/components/bulk-capacity-form"

/** Over the calendar, and back to it; filled in by the address as in `resources/@capacity`. */
const CapacityPage = () => (
  <RouteFocusModal>
    <BulkCapacityForm />
  </RouteFocusModal>
)

export default CapacityPage
