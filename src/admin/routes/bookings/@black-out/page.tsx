import { RouteFocusModal } from "@medusajs/dashboard/components"
import { useSearchParams } from "react-router-dom"
import { BlackOutForm } from "../components/black-out-form"

/** Over the calendar, and back to it: `?resources=a,b&start=…&end=…` are the cells that were chosen. */
const BlackOutPage = () => {
  const [params] = useSearchParams()
  const [start, end] = [params.get("start"), params.get("end")]
  return (
    <RouteFocusModal>
      <BlackOutForm resourceIds={params.get("resources")?.split(",").filter(Boolean) ?? []} start={start} end={end} />
    </RouteFocusModal>
  )
}

export default BlackOutPage
