import { Button, DropdownMenu, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useBookingActs, type BookingActs } from "../../../../components/booking/use-booking-acts"
import { HoldCountdown } from "../../../../components/hold-countdown"
import { HOLD_LENGTHS, useMinutesInWords } from "../../../../components/staff-claim/hold-length"
import { useHolder } from "../../../../hooks/use-holder"
import { useWords } from "../../../../hooks/use-words"
import type { Instant, ListedHold } from "../../../../lib/types"
import { useOverCalendar } from "../use-over-calendar"
import { DayPart } from "./day-part"

type Read = { now: Instant; readAt: number }

/** Says why something was refused also where the hold is gone: that is often why. */
export const DayHolds = ({ holds, ...read }: { holds: ListedHold[] } & Read) => {
  const { t } = useWords()
  const acts = useBookingActs()
  return (
    <DayPart
      title={t("calendar.holds.title")}
      empty={holds.length === 0 ? t("calendar.holds.none") : undefined}
      error={acts.error}
    >
      <ul className="flex flex-col gap-y-3">
        {holds.map((hold) => (
          <HeldClaim key={hold.id} hold={hold} acts={acts} {...read} />
        ))}
      </ul>
    </DayPart>
  )
}

const HeldClaim = ({ hold, acts, now, readAt }: { hold: ListedHold; acts: BookingActs } & Read) => {
  const { t, range } = useWords()
  const inWords = useMinutesInWords()
  const holderOf = useHolder()
  const open = useOverCalendar()
  return (
    <li className="shadow-elevation-card-rest bg-ui-bg-component flex flex-col gap-y-2 rounded-lg px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Link
          to={`/bookings/list/${hold.booking_id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover min-w-0 truncate"
        >
          {holderOf(hold)}
        </Link>
        {hold.claimed_at ? (
          <Text size="small">{t("calendar.paying")}</Text>
        ) : (
          <HoldCountdown until={hold.expires_at} now={now} readAt={readAt} />
        )}
      </div>
      <Text size="small" className="text-ui-fg-subtle">
        {range(hold.start_date, hold.end_date, "short")} · {t("common.units", { count: hold.quantity })}
      </Text>
      <div className="flex flex-wrap gap-2">
        <DropdownMenu>
          <DropdownMenu.Trigger asChild>
            <Button size="small" variant="secondary" disabled={acts.isBusy}>
              {t("calendar.extend")}
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content>
            {HOLD_LENGTHS.map((minutes) => (
              <DropdownMenu.Item key={minutes} onSelect={() => void acts.extend(hold, minutes)}>
                {t("bookings.extendTo", { length: inWords(minutes) })}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu>
        <Button size="small" variant="secondary" onClick={() => open(`confirm/${hold.id}`)}>
          {t("bookings.bookHeld.action")}
        </Button>
        <Button size="small" variant="secondary" disabled={acts.isBusy} onClick={() => void acts.release(hold)}>
          {t("bookings.release.action")}
        </Button>
      </div>
    </li>
  )
}
