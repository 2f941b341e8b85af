import { Button, Text } from "@medusajs/ui"
import { useState } from "react"
import { Link } from "react-router-dom"
import { useCancelWords } from "../../hooks/use-cancel-words"
import { useWords } from "../../hooks/use-words"
import type { ListedAllocation } from "../../lib/types"
import { AllocationStatusBadge } from "../badges"
import { MoveForm } from "../booking/move-form"
import { useBookingActs } from "../booking/use-booking-acts"
import { RefusalAlert } from "../refusal-alert"
import { WidgetDrawer } from "../widget-drawer"

/** One booking of the order: what, when, which unit, and what can be done with it. */
export const OrderAllocation = ({ allocation }: { allocation: ListedAllocation }) => {
  const { t, range } = useWords()
  const reasonOf = useCancelWords()
  const acts = useBookingActs()
  const [isMoving, setIsMoving] = useState(false)
  const close = () => setIsMoving(false)
  const { booking_id, resource_name, start_date, end_date, booking_unit, days, quantity, unit_label } = allocation
  const { status, cancel_reason } = allocation
  const length = t(booking_unit === "NIGHT" ? "common.nights" : "common.days", { count: days })
  return (
    <li className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-start justify-between gap-x-4">
        <Link
          to={`/bookings/list/${booking_id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover truncate"
        >
          {resource_name}
        </Link>
        <AllocationStatusBadge status={status} />
      </div>
      <Text size="small">{range(start_date, end_date)}</Text>
      <Text size="small" className="text-ui-fg-subtle">
        {[length, t("common.units", { count: quantity }), unit_label, reasonOf(cancel_reason)]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {status === "CONFIRMED" && (
        <div className="flex flex-wrap gap-2">
          <Button size="small" variant="secondary" onClick={() => setIsMoving(true)}>
            {t("bookings.move.action")}
          </Button>
          <Button size="small" variant="secondary" isLoading={acts.isBusy} onClick={() => void acts.cancel(allocation)}>
            {t("bookings.cancel.action")}
          </Button>
        </div>
      )}
      <RefusalAlert error={acts.error} />
      <WidgetDrawer isOpen={isMoving} onClose={close} title={t("bookings.move.title")}>
        <MoveForm allocation={allocation} onMoved={close} />
      </WidgetDrawer>
    </li>
  )
}
