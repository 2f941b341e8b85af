import { Button, DropdownMenu, Text, toast } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { HoldCountdown } from "../../../../components/hold-countdown"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useMinutesInWords } from "../../../../components/staff-claim/hold-length"
import { useConfirm } from "../../../../hooks/use-confirm"
import { useExtendHold, useReleaseHold } from "../../../../hooks/use-holds"
import { useWords } from "../../../../hooks/use-words"
import type { Instant, ListedHold } from "../../../../lib/types"
import { DayPart } from "./day-part"

const LENGTHS_MINUTES = [30, 2 * 60, 24 * 60]

type Read = { now: Instant; readAt: number }

export const DayHolds = ({ holds, ...read }: { holds: ListedHold[] } & Read) => {
  const { t } = useWords()
  return (
    <DayPart title={t("calendar.holds.title")} empty={holds.length === 0 ? t("calendar.holds.none") : undefined}>
      <ul className="flex flex-col gap-y-3">
        {holds.map((hold) => (
          <HeldClaim key={hold.id} hold={hold} {...read} />
        ))}
      </ul>
    </DayPart>
  )
}

const HeldClaim = ({ hold, now, readAt }: { hold: ListedHold } & Read) => {
  const { t, range } = useWords()
  const inWords = useMinutesInWords()
  const confirm = useConfirm()
  const extend = useExtendHold()
  const release = useReleaseHold()
  const who = hold.customer_email ?? t(hold.source === "STAFF" ? "calendar.staffHold" : "calendar.cart")

  const letGo = async () => {
    const isSure = await confirm({
      title: t("calendar.holds.releaseTitle", { who }),
      text: t("calendar.holds.releaseText"),
      confirm: t("calendar.holds.release"),
    })
    if (!isSure) return
    extend.reset()
    release.mutate(hold.id, { onSuccess: () => toast.success(t("calendar.holds.released")) })
  }
  const prolong = (minutes: number) => {
    release.reset()
    extend.mutate({ id: hold.id, minutes }, { onSuccess: () => toast.success(t("calendar.holds.extended")) })
  }

  return (
    <li className="shadow-elevation-card-rest bg-ui-bg-component flex flex-col gap-y-2 rounded-lg px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <Link
          to={`/bookings/list/${hold.booking_id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover min-w-0 truncate"
        >
          {who}
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
      <div className="flex gap-x-2">
        <DropdownMenu>
          <DropdownMenu.Trigger asChild>
            <Button size="small" variant="secondary" isLoading={extend.isPending}>
              {t("calendar.holds.extend")}
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content>
            {LENGTHS_MINUTES.map((minutes) => (
              <DropdownMenu.Item key={minutes} onSelect={() => prolong(minutes)}>
                {t("calendar.holds.fromNow", { length: inWords(minutes) })}
              </DropdownMenu.Item>
            ))}
          </DropdownMenu.Content>
        </DropdownMenu>
        <Button size="small" variant="secondary" isLoading={release.isPending} onClick={() => void letGo()}>
          {t("calendar.holds.release")}
        </Button>
      </div>
      <RefusalAlert error={extend.error ?? release.error} />
    </li>
  )
}
