import { useRouteModal } from "@medusajs/dashboard/components"
import { useParams } from "react-router-dom"
import { BookHeldForm } from "../../../../components/booking/book-held-form"
import { DeskDrawer } from "../../../../components/desk-drawer"
import { Loaded } from "../../../../components/page-states"
import { useHold } from "../../../../hooks/use-holds"
import { useWords } from "../../../../hooks/use-words"
import type { Hold } from "../../../../lib/types"

/** Over the calendar, and back to it. */
const ConfirmPage = () => {
  const { t } = useWords()
  const { claim_id } = useParams()
  return (
    <DeskDrawer title={t("bookings.bookHeld.title")} prev="/bookings">
      <Loaded query={useHold(claim_id)}>{({ hold }) => <Inside hold={hold} />}</Loaded>
    </DeskDrawer>
  )
}

const Inside = ({ hold }: { hold: Hold }) => {
  const { handleSuccess } = useRouteModal()
  return <BookHeldForm hold={hold} onBooked={() => handleSuccess()} />
}

export default ConfirmPage
