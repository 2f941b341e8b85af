import { useRouteModal } from "@medusajs/dashboard/components"
import { useParams } from "react-router-dom"
import { EditWordsForm } from "../../../../../../components/booking/edit-words-form"
import { DeskDrawer } from "../../../../../../components/desk-drawer"
import { Loaded } from "../../../../../../components/page-states"
import { useAllocation, useAllocations } from "../../../../../../hooks/use-allocations"
import { useWords } from "../../../../../../hooks/use-words"
import type { ListedAllocation } from "../../../../../../lib/types"

const EditPage = () => {
  const { t } = useWords()
  const { id, claim_id } = useParams()
  return (
    <DeskDrawer title={t("bookings.edit.title")} prev={`/bookings/list/${id}`}>
      <Loaded query={useAllocation(claim_id)}>{(allocation) => <WithOthers allocation={allocation} />}</Loaded>
    </DeskDrawer>
  )
}

const WithOthers = ({ allocation }: { allocation: ListedAllocation }) => {
  const { handleSuccess } = useRouteModal()
  const { booking_id } = allocation
  return (
    <Loaded query={useAllocations({ booking_id, status: "CONFIRMED", limit: 200 })}>
      {({ allocations }) => (
        <EditWordsForm
          allocation={allocation}
          others={allocations.filter(({ id }) => id !== allocation.id)}
          onSaved={() => handleSuccess()}
        />
      )}
    </Loaded>
  )
}

export default EditPage
