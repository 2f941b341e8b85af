import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../components/crumb"
import { DeskPage } from "../../../components/desk-page"
import { ResourcesTable } from "./components/resources-table"

const ResourcesPage = () => <DeskPage zone="resource_booking.resources" main={{ table: <ResourcesTable /> }} />

export const config = defineRouteConfig({
  label: "common.menu.resources",
  translationNs: "resourceBooking",
  rank: 2,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.resources" /> }

export default ResourcesPage
