import { clx } from "@medusajs/ui"
import type { ReactNode } from "react"
import { inClock, useCountdown } from "../../../../hooks/use-countdown"
import { useHolder } from "../../../../hooks/use-holder"
import { useWords } from "../../../../hooks/use-words"
import { HATCHED } from "../../../../lib/claims"
import type { CalendarAllocation, CalendarHold } from "../../../../lib/types"
import { useClock } from "./clock"
import type { Bar } from "./lanes"
import { FIGURES_HEIGHT, LANE_HEIGHT } from "./rows"

const GAP = 3

/** A claim or a blackout across its dates. Screen readers get the same from the cells and the day's drawer. */
export const ClaimBar = ({ bar, columns }: { bar: Bar; columns: number }) => {
  const place = {
    insetInlineStart: `calc(${(bar.from / columns) * 100}% + ${GAP}px)`,
    width: `calc(${((bar.to - bar.from + 1) / columns) * 100}% - ${2 * GAP}px)`,
    top: FIGURES_HEIGHT + bar.lane * LANE_HEIGHT,
    height: LANE_HEIGHT - GAP,
  }
  switch (bar.what.kind) {
    case "blackout":
      return (
        <Pill title={bar.what.reason} style={{ ...place, ...HATCHED }} className="bg-ui-bg-component text-ui-fg-subtle">
          {bar.what.reason}
        </Pill>
      )
    case "hold":
      return <HoldBar hold={bar.what.hold} isNarrow={bar.from === bar.to} place={place} />
    case "booking":
      return <BookingBar allocation={bar.what.allocation} place={place} />
  }
}

type PillProps = { title: string; className?: string; style: React.CSSProperties; children: ReactNode }

const Pill = ({ className, children, ...rest }: PillProps) => (
  <div
    className={clx(
      "txt-compact-xsmall-plus pointer-events-auto absolute flex items-center overflow-hidden rounded px-1",
      className,
    )}
    {...rest}
  >
    <span className="truncate">{children}</span>
  </div>
)

type Placed = { place: React.CSSProperties }

const BookingBar = ({ allocation, place }: { allocation: CalendarAllocation } & Placed) => {
  const { t, range } = useWords()
  const { contact_name, contact_phone, order_display_id, quantity, unit_label, start_date, end_date } = allocation
  const order = order_display_id === null ? null : `#${order_display_id}`
  const who = [contact_name, order].filter(Boolean).join(" · ") || t("calendar.staffBooking")
  const units = quantity > 1 ? ` ×${quantity}` : ""
  const all = [
    who,
    contact_phone,
    t("common.units", { count: quantity }),
    range(start_date, end_date, "short"),
    unit_label,
  ]
  return (
    <Pill
      title={all.filter(Boolean).join("\n")}
      style={place}
      className="bg-ui-bg-base text-ui-fg-base shadow-borders-base border-s-ui-tag-blue-icon border-s-[3px]"
    >
      {who + units}
    </Pill>
  )
}

const STRIPED = {
  backgroundImage: "repeating-linear-gradient(45deg, transparent 0 5px, var(--tag-orange-border) 5px 6px)",
} as const

/** On a single date there is room for the time only. */
const HoldBar = ({ hold, isNarrow, place }: { hold: CalendarHold; isNarrow: boolean } & Placed) => {
  const { t, range } = useWords()
  const { now, readAt } = useClock()
  const seconds = useCountdown(hold.expires_at, now, readAt)
  // Whoever pays now keeps it, however long that takes.
  const left = hold.claimed_at ? t("calendar.paying") : inClock(seconds)
  const units = hold.quantity > 1 && !isNarrow ? ` ×${hold.quantity}` : ""
  const who = useHolder()(hold)
  const all = [
    who,
    who === hold.contact_phone ? null : hold.contact_phone,
    t("common.units", { count: hold.quantity }),
    range(hold.start_date, hold.end_date, "short"),
    left,
  ]
  return (
    <Pill
      title={all.filter(Boolean).join("\n")}
      style={{ ...place, ...STRIPED }}
      className={clx("bg-ui-tag-orange-bg text-ui-tag-orange-text border-ui-tag-orange-border border", {
        "opacity-50": seconds === 0 && !hold.claimed_at,
      })}
    >
      <span className="tabular-nums">{left + units}</span>
      {!isNarrow && ` ${who}`}
    </Pill>
  )
}
