import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../components/crumb"
import { DeskPage } from "../../../components/desk-page"
import { BlackoutsTable } from "./components/blackouts-table"

const BlackoutsPage = () => <DeskPage zone="resource_booking.blackouts" main={{ table: <BlackoutsTable /> }} />

export const config = defineRouteConfig({
  label: "common.menu.blackouts",
  translationNs: "resourceBooking",
  rank: 3,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.blackouts" /> }

export default BlackoutsPage
