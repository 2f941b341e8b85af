import { CheckCircleSolid, ExclamationCircleSolid } from "@medusajs/icons"
import { clx, Skeleton, Text } from "@medusajs/ui"
import { useCapacity } from "../../hooks/use-capacity"
import { useResource } from "../../hooks/use-resources"
import { useWords } from "../../hooks/use-words"
import { fitOf, type Fit, type Hindrance, type Wanted } from "../../lib/availability"
import { countDays } from "../../lib/dates"
import { RefusalAlert } from "../refusal-alert"
import { DayStrip } from "./day-strip"

/** The server shows no more of a resource at once. */
const MOST_DAYS = 366

type AvailabilityLineProps = {
  resourceId: string
  wanted: Wanted | null
  mayBePast?: boolean
  /** A refusal says it already: the days are enough. */
  isSaid?: boolean
}

/** Whether the resource is free on these dates, said while the form is filled in. */
export const AvailabilityLine = ({ wanted, ...rest }: AvailabilityLineProps) => {
  const { t } = useWords()
  const days = wanted ? countDays(wanted.start_date, wanted.end_date) : 0
  if (!rest.resourceId || !wanted || days < 1) return <Hint>{t("bookings.form.chooseFirst")}</Hint>
  if (days > MOST_DAYS) return <Hint>{t("bookings.form.tooLong", { count: MOST_DAYS })}</Hint>
  return <Read {...rest} wanted={wanted} />
}

const Read = ({
  resourceId,
  wanted,
  mayBePast = false,
  isSaid = false,
}: AvailabilityLineProps & { wanted: Wanted }) => {
  const { start_date, end_date } = wanted
  const { t } = useWords()
  const capacity = useCapacity(resourceId, { start_date, end_date })
  const { data: resource, error } = useResource(resourceId)
  if (error ?? capacity.error) return <RefusalAlert error={error ?? capacity.error} />
  if (!resource || !capacity.data) return <Skeleton className="h-5 w-2/3" />
  const fit = fitOf({ resource, ...capacity.data }, wanted)
  const hindered = fit.hindered.filter(({ hindrance }) => !(mayBePast && hindrance === "past"))
  const isFree = resource.is_active && hindered.length === 0 && !fit.needsDeparture
  return (
    <div className="flex flex-col gap-y-2" role="status">
      {!isSaid && (
        <div className="flex items-start gap-x-2">
          <span className={clx("pt-0.5", isFree ? "text-ui-tag-green-icon" : "text-ui-tag-orange-icon")} aria-hidden>
            {isFree ? <CheckCircleSolid /> : <ExclamationCircleSolid />}
          </span>
          <Text size="small" className="text-ui-fg-subtle">
            {resource.is_active ? (
              <InWords fit={{ ...fit, hindered }} unit={resource.booking_unit} wanted={wanted} />
            ) : (
              t("bookings.form.inactive")
            )}
          </Text>
        </div>
      )}
      <DayStrip days={fit.days} resource={resource} />
    </div>
  )
}

const Hint = ({ children }: { children: string }) => (
  <Text size="small" className="text-ui-fg-muted">
    {children}
  </Text>
)

const ORDER: Hindrance[] = ["past", "closed", "unopened"]

const InWords = ({ fit, unit, wanted }: { fit: Fit; unit: "DAY" | "NIGHT"; wanted: Wanted }) => {
  const { t, date, dates } = useWords()
  if (fit.needsDeparture) return <>{t("bookings.form.needsDeparture")}</>
  if (fit.hindered.length === 0) {
    const length = t(unit === "NIGHT" ? "common.nights" : "common.days", { count: fit.days.length })
    return <>{t("bookings.form.free", { length, left: fit.least ?? 0 })}</>
  }
  const short = fit.hindered.filter(({ hindrance }) => hindrance === "short")
  const said = ORDER.flatMap((hindrance) => {
    const of = fit.hindered.filter((each) => each.hindrance === hindrance).map(({ day }) => day.date)
    return of.length === 0 ? [] : [t(`bookings.form.hindrance.${hindrance as "past"}`, { dates: dates(of) })]
  })
  return (
    <>
      {[
        ...said,
        ...short.slice(0, 5).map(({ day, available }) =>
          t("refusals.facts.unavailable", {
            date: date(day.date, "weekday"),
            requested: wanted.quantity,
            available: Math.max(0, available),
          }),
        ),
        ...(short.length > 5 ? [t("bookings.form.more", { count: short.length - 5 })] : []),
      ].join(" · ")}
    </>
  )
}
