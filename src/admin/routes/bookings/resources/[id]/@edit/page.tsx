import { RouteDrawer } from "@medusajs/dashboard/components"
import { Heading } from "@medusajs/ui"
import { useParams } from "react-router-dom"
import { Loaded } from "../../../../../components/page-states"
import { useResource } from "../../../../../hooks/use-resources"
import { useWords } from "../../../../../hooks/use-words"
import { EditResourceForm } from "../components/edit-resource-form"

const EditResourcePage = () => {
  const { t } = useWords()
  const { id } = useParams()
  return (
    <RouteDrawer>
      <RouteDrawer.Header>
        <RouteDrawer.Title asChild>
          <Heading>{t("resources.edit.title")}</Heading>
        </RouteDrawer.Title>
      </RouteDrawer.Header>
      <Loaded query={useResource(id)}>{(resource) => <EditResourceForm resource={resource} />}</Loaded>
    </RouteDrawer>
  )
}

export default EditResourcePage
