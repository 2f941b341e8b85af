import { defineRouteConfig } from "@medusajs/admin-sdk"
import { CalendarSolid } from "@medusajs/icons"
import { Crumb } from "../../components/crumb"
import { DeskPage } from "../../components/desk-page"
import { CalendarSection } from "./components/calendar-section"

const CalendarPage = () => <DeskPage zone="resource_booking.calendar" main={{ calendar: <CalendarSection /> }} />

export const config = defineRouteConfig({
  label: "common.menu.bookings",
  translationNs: "resourceBooking",
  icon: CalendarSolid,
  rank: 1,
})

export const handle = { breadcrumb: () => <Crumb word="common.menu.bookings" /> }

export default CalendarPage
