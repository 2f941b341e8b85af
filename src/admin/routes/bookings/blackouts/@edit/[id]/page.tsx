import { RouteDrawer } from "@medusajs/dashboard/components"
import { Heading } from "@medusajs/ui"
import { useParams } from "react-router-dom"
import { Loaded } from "../../../../../components/page-states"
import { useBlackout } from "../../../../../hooks/use-blackouts"
import { useWords } from "../../../../../hooks/use-words"
import { EditBlackoutForm } from "../../components/edit-blackout-form"

const EditBlackoutPage = () => {
  const { t } = useWords()
  const { id } = useParams()
  return (
    <RouteDrawer prev="/bookings/blackouts">
      <RouteDrawer.Header>
        <RouteDrawer.Title asChild>
          <Heading>{t("blackouts.edit.title")}</Heading>
        </RouteDrawer.Title>
      </RouteDrawer.Header>
      <Loaded query={useBlackout(id)}>{(blackout) => <EditBlackoutForm blackout={blackout} />}</Loaded>
    </RouteDrawer>
  )
}

export default EditBlackoutPage
