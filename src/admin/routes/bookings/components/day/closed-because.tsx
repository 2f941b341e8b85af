import { LockClosedSolid } from "@medusajs/icons"
import { useWords } from "../../../../hooks/use-words"
import type { ClosedReason, Day } from "../../../../lib/types"
import { DayPart } from "./day-part"

/** Every reason, for whoever wants to open the date has to take all of them away. */
export const ClosedBecause = ({ day: { reasons, day, today } }: { day: Day }) => {
  const { t, date } = useWords()
  if (reasons.length === 0) return null
  const inWords = ({ code, blackout_id, opens_on }: ClosedReason): string =>
    t(`calendar.because.${code}`, {
      today: date(today),
      opens: opens_on ? date(opens_on) : "",
      reason: day.blackouts.find(({ id }) => id === blackout_id)?.reason ?? "",
      booked: day.allocated,
      held: day.held,
    })
  return (
    <DayPart title={t("calendar.because.title")}>
      <ul className="flex flex-col gap-y-2">
        {reasons.map((reason) => (
          <li key={reason.code + (reason.blackout_id ?? "")} className="txt-small flex items-start gap-x-2">
            <LockClosedSolid className="text-ui-fg-muted mt-0.5 shrink-0" aria-hidden />
            {inWords(reason)}
          </li>
        ))}
      </ul>
    </DayPart>
  )
}
