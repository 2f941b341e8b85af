import { useParams } from "react-router-dom"
import { DeskDrawer } from "../../../../../components/desk-drawer"
import { Loaded } from "../../../../../components/page-states"
import { useBlackout } from "../../../../../hooks/use-blackouts"
import { useWords } from "../../../../../hooks/use-words"
import { EditBlackoutForm } from "../../components/edit-blackout-form"

const EditBlackoutPage = () => {
  const { t } = useWords()
  const { id } = useParams()
  return (
    <DeskDrawer title={t("blackouts.edit.title")} prev="/bookings/blackouts">
      <Loaded query={useBlackout(id)}>{(blackout) => <EditBlackoutForm blackout={blackout} />}</Loaded>
    </DeskDrawer>
  )
}

export default EditBlackoutPage
