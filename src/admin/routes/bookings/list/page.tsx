import { defineRouteConfig } from "@medusajs/admin-sdk"
import { Crumb } from "../../../components/crumb"
import { DeskPage } from "../../../components/desk-page"
import { BookingsTable } from "./components/bookings-table"
import { HoldsTable } from "./components/holds-table"
import { ListTabs, useShown } from "./components/list-tabs"

const BookingsPage = () => {
  const shown = useShown()
  return (
    <DeskPage
      zone="resource_booking.bookings"
      main={{
        tabs: <ListTabs shown={shown} />,
        table: shown === "holds" ? <HoldsTable /> : <BookingsTable />,
      }}
    />
  )
}

export const config = defineRouteConfig({
  label: "common.menu.list",
  translationNs: "resourceBooking",
  rank: 4,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.list" /> }

export default BookingsPage
