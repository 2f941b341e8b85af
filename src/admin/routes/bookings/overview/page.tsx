import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../components/crumb"
import { DeskPage } from "../../../components/desk-page"
import { ClosingSection } from "./components/closing-section"
import { ConversionSection } from "./components/conversion-section"
import { DemandSection } from "./components/demand-section"
import { FiguresSection } from "./components/figures-section"
import { HealthSection } from "./components/health-section"
import { IncidentsSection } from "./components/incidents-section"
import { OvercommittedSection } from "./components/overcommitted-section"
import { useOverviewRange } from "./components/use-overview-range"
import { UtilisationSection } from "./components/utilisation-section"

/** What waits for somebody comes before the charts, also on a phone, where the side column is below the main one. */
const OverviewPage = () => {
  const range = useOverviewRange()
  const { shown } = range
  return (
    <DeskPage
      zone="resource_booking.overview"
      main={{
        figures: <FiguresSection range={range} />,
        incidents: <IncidentsSection />,
        ...(shown && {
          utilisation: <UtilisationSection range={shown} />,
          conversion: <ConversionSection range={shown} />,
          demand: <DemandSection range={shown} />,
        }),
      }}
      side={{
        overcommitted: <OvercommittedSection />,
        closing: <ClosingSection />,
        health: <HealthSection />,
      }}
    />
  )
}

export const config = defineRouteConfig({
  label: "common.menu.overview",
  translationNs: "resourceBooking",
  rank: 6,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.overview" /> }

export default OverviewPage
