import { Button, StatusBadge, Text } from "@medusajs/ui"
import { useState } from "react"
import type { BookedLine as Line } from "../../hooks/use-order-bookings"
import { useReasonWords } from "../../hooks/use-reason-words"
import { useWords } from "../../hooks/use-words"
import { WidgetDrawer } from "../widget-drawer"
import { ServeForm } from "./serve-form"

/** A line of the order that has not all it was sold, with the way to book it. */
export const BookedLine = ({ line, orderId }: { line: Line; orderId: string }) => {
  const { t, range } = useWords()
  const reasonOf = useReasonWords()
  const [isOpen, setIsOpen] = useState(false)
  const close = () => setIsOpen(false)
  const { title, start_date, end_date, missing, unserved } = line
  return (
    <li className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-start justify-between gap-x-4">
        <Text size="small" weight="plus">
          {title}
        </Text>
        <StatusBadge color="red" className="shrink-0">
          {t("widgets.order.missing")}
        </StatusBadge>
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {[
          missing
            .map(({ resource_name, resource_id, quantity }) => `${quantity} × ${resource_name ?? resource_id}`)
            .join(", "),
          start_date && end_date ? range(start_date, end_date, "short") : null,
        ]
          .filter(Boolean)
          .join(" · ")}
      </Text>
      {unserved && (
        <Text size="small" className="text-ui-fg-subtle text-pretty">
          {t("widgets.order.because", { reason: reasonOf(unserved) })}
        </Text>
      )}
      <Button size="small" variant="secondary" className="self-start" onClick={() => setIsOpen(true)}>
        {t("widgets.serve.open")}
      </Button>
      <WidgetDrawer isOpen={isOpen} onClose={close} title={t("widgets.serve.title")} text={t("widgets.serve.text")}>
        <ServeForm line={line} orderId={orderId} onServed={close} />
      </WidgetDrawer>
    </li>
  )
}
