import { StatusBadge } from "@medusajs/ui"
import { inClock, useCountdown } from "../hooks/use-countdown"
import { useWords } from "../hooks/use-words"
import type { Instant } from "../lib/types"

const LAST_MINUTES_SECONDS = 5 * 60

/** A hold's remaining time, running; red in its last five minutes. */
export const HoldCountdown = ({ until, now, readAt }: { until: Instant; now: Instant; readAt: number }) => {
  const { t } = useWords()
  const seconds = useCountdown(until, now, readAt)
  if (seconds === 0) return <StatusBadge color="grey">{t("common.holdStatus.EXPIRED")}</StatusBadge>
  return (
    <StatusBadge color={seconds <= LAST_MINUTES_SECONDS ? "red" : "orange"}>
      <span className="tabular-nums">{t("common.heldFor", { time: inClock(seconds) })}</span>
    </StatusBadge>
  )
}
