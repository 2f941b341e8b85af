import { Link as LinkIcon } from "@medusajs/icons"
import { useWords } from "../../hooks/use-words"
import { rangesOf } from "../../lib/dates"
import type { ListedHold } from "../../lib/types"

type OfClaim = { claim: Pick<ListedHold, "dates" | "start_date" | "end_date" | "booking_unit" | "days"> }

/** The days, and how many: single days are told one by one. */
export const When = ({ claim: { dates, start_date, end_date, booking_unit, days } }: OfClaim) => {
  const { t, range, dates: inWords } = useWords()
  const isWhole = booking_unit === "NIGHT" || rangesOf(dates).length < 2
  return (
    <span className="flex flex-col">
      <span className="text-ui-fg-base whitespace-nowrap">
        {isWhole ? range(start_date, end_date) : inWords(dates)}
      </span>
      <span className="txt-compact-xsmall text-ui-fg-muted">
        {t(booking_unit === "NIGHT" ? "common.nights" : "common.days", { count: days })}
      </span>
    </span>
  )
}

type ClaimedProps = { claim: Pick<ListedHold, "resource_name" | "quantity">; isPart: boolean }

/** What it is of, with a mark where the booking has more than this. */
export const Claimed = ({ claim: { resource_name, quantity }, isPart }: ClaimedProps) => {
  const { t, number } = useWords()
  return (
    <span className="flex items-center gap-x-2">
      <span className="text-ui-fg-base">{resource_name}</span>
      {quantity > 1 && (
        <span className="text-ui-fg-subtle tabular-nums" aria-label={t("common.units", { count: quantity })}>
          ×{number(quantity)}
        </span>
      )}
      {isPart && (
        <span title={t("bookings.together")} className="text-ui-fg-muted">
          <LinkIcon aria-hidden />
          <span className="sr-only">{t("bookings.together")}</span>
        </span>
      )}
    </span>
  )
}

type WhoProps = { name: string | null; phone: string | null; email: string | null }

export const Who = ({ name, phone, email }: WhoProps) => {
  const { t } = useWords()
  const [first, ...rest] = [name, phone, email].filter(Boolean)
  if (!first) return <span className="text-ui-fg-muted">{t("common.conflicts.nobody")}</span>
  return (
    <span className="flex max-w-56 flex-col">
      <span className="text-ui-fg-base truncate">{first}</span>
      {rest.length > 0 && <span className="txt-compact-xsmall text-ui-fg-muted truncate">{rest.join(" · ")}</span>}
    </span>
  )
}
