import { Container, Heading } from "@medusajs/ui"
import { RefusalAlert } from "../../../../../components/refusal-alert"
import type { BookingActs } from "../../../../../components/booking/use-booking-acts"
import type { Booking } from "../../../../../hooks/use-booking"
import { useWords } from "../../../../../hooks/use-words"
import { AllocationRow } from "./allocation-row"
import { HoldRow } from "./hold-row"

/** All parts of one booking together, what counts now first. */
export const ClaimsSection = ({ booking, acts }: { booking: Booking; acts: BookingActs }) => {
  const { t } = useWords()
  const { live, over, holds, now, readAt } = booking
  const running = holds.filter(({ status }) => status === "ACTIVE")
  const ended = holds.filter(({ status }) => status !== "ACTIVE")
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-col gap-y-3 px-6 py-4">
        <Heading>{t("bookings.detail.title")}</Heading>
        <RefusalAlert error={acts.error} />
      </div>
      <ul className="divide-ui-border-base divide-y">
        {running.map((hold) => (
          <HoldRow key={hold.id} hold={hold} acts={acts} now={now} readAt={readAt} />
        ))}
        {live.map((allocation) => (
          <AllocationRow key={allocation.id} allocation={allocation} acts={acts} />
        ))}
      </ul>
      {over.length + ended.length > 0 && (
        <details className="group">
          <summary className="txt-compact-small-plus text-ui-fg-subtle focus-visible:shadow-borders-focus cursor-pointer px-6 py-4 outline-none">
            {t("bookings.detail.earlier", { count: over.length + ended.length })}
          </summary>
          <ul className="divide-ui-border-base divide-y border-t">
            {over.map((allocation) => (
              <AllocationRow key={allocation.id} allocation={allocation} acts={acts} />
            ))}
            {ended.map((hold) => (
              <HoldRow key={hold.id} hold={hold} acts={acts} now={now} readAt={readAt} />
            ))}
          </ul>
        </details>
      )}
    </Container>
  )
}
