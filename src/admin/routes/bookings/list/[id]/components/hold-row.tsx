import { CheckCircle, Clock, Trash } from "@medusajs/icons"
import { Actions } from "../../../../../components/actions"
import { HoldState } from "../../../../../components/booking/hold-state"
import type { BookingActs } from "../../../../../components/booking/use-booking-acts"
import { wordsOfHold } from "../../../../../components/booking/words-schema"
import { HOLD_LENGTHS, useMinutesInWords } from "../../../../../components/staff-claim/hold-length"
import { useWords } from "../../../../../hooks/use-words"
import type { Instant, ListedHold } from "../../../../../lib/types"
import { ClaimLine } from "./claim-line"

type HoldRowProps = { hold: ListedHold; acts: BookingActs; now: Instant; readAt: number }

export const HoldRow = ({ hold, acts, now, readAt }: HoldRowProps) => {
  const { t } = useWords()
  const inWords = useMinutesInWords()
  const book = { icon: <CheckCircle />, label: t("bookings.bookHeld.action"), to: `confirm/${hold.id}` }
  const extend = HOLD_LENGTHS.map((minutes) => ({
    icon: <Clock />,
    label: t("bookings.extendTo", { length: inWords(minutes) }),
    onClick: () => void acts.extend(hold, minutes),
  }))
  const release = { icon: <Trash />, label: t("bookings.release.action"), onClick: () => void acts.release(hold) }
  return (
    <ClaimLine
      claim={hold}
      facts={[wordsOfHold(hold).note, t(`bookings.source.${hold.source}`)]}
      status={<HoldState hold={hold} now={now} readAt={readAt} />}
      actions={
        hold.status === "ACTIVE" && (
          <Actions
            label={t("bookings.detail.actionsOf", { name: hold.resource_name })}
            groups={[{ actions: [book] }, { actions: extend }, { actions: [release] }]}
          />
        )
      }
    />
  )
}
