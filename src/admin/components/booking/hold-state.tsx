import { StatusBadge } from "@medusajs/ui"
import { useWords } from "../../hooks/use-words"
import type { Instant, ListedHold } from "../../lib/types"
import { HoldStatusBadge } from "../badges"
import { HoldCountdown } from "../hold-countdown"

type HoldStateProps = {
  hold: Pick<ListedHold, "status" | "expires_at" | "claimed_at">
  now: Instant | undefined
  readAt: number
}

/** A running hold counts down; while its customer pays the clock stands still. */
export const HoldState = ({ hold: { status, expires_at, claimed_at }, now, readAt }: HoldStateProps) => {
  const { t } = useWords()
  if (status !== "ACTIVE" || !now) return <HoldStatusBadge status={status} />
  if (claimed_at) return <StatusBadge color="blue">{t("common.conflicts.paying")}</StatusBadge>
  return <HoldCountdown until={expires_at} now={now} readAt={readAt} />
}
