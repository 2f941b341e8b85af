import { useRouteModal } from "@medusajs/dashboard/components"
import { useParams } from "react-router-dom"
import { MoveForm } from "../../../../components/booking/move-form"
import { DeskDrawer } from "../../../../components/desk-drawer"
import { Loaded } from "../../../../components/page-states"
import { useAllocation } from "../../../../hooks/use-allocations"
import { useWords } from "../../../../hooks/use-words"
import type { ListedAllocation } from "../../../../lib/types"

/** Over the calendar, and back to it. */
const MovePage = () => {
  const { t } = useWords()
  const { claim_id } = useParams()
  return (
    <DeskDrawer title={t("bookings.move.title")} prev="/bookings">
      <Loaded query={useAllocation(claim_id)}>{(allocation) => <Inside allocation={allocation} />}</Loaded>
    </DeskDrawer>
  )
}

const Inside = ({ allocation }: { allocation: ListedAllocation }) => {
  const { handleSuccess } = useRouteModal()
  return <MoveForm allocation={allocation} onMoved={() => handleSuccess()} />
}

export default MovePage
