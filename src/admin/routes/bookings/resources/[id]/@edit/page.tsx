import { useParams } from "react-router-dom"
import { DeskDrawer } from "../../../../../components/desk-drawer"
import { Loaded } from "../../../../../components/page-states"
import { useResource } from "../../../../../hooks/use-resources"
import { useWords } from "../../../../../hooks/use-words"
import { EditResourceForm } from "../components/edit-resource-form"

const EditResourcePage = () => {
  const { t } = useWords()
  const { id } = useParams()
  return (
    <DeskDrawer title={t("resources.edit.title")}>
      <Loaded query={useResource(id)}>{(resource) => <EditResourceForm resource={resource} />}</Loaded>
    </DeskDrawer>
  )
}

export default EditResourcePage
