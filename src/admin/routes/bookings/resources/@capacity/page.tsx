import { RouteFocusModal } from "@medusajs/dashboard/components"
import { BulkCapacityForm } from "../components/bulk-capacity-form"

/** `?resources=a,b&start=…&end=…` fills the form, so that other pages can lead here. */
const BulkCapacityPage = () => (
  <RouteFocusModal>
    <BulkCapacityForm />
  </RouteFocusModal>
)

export default BulkCapacityPage
