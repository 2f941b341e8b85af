import { Alert, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { useRefusalWords } from "../hooks/use-refusal-words"
import { useWords } from "../hooks/use-words"
import { isPassing, Refusal, type RefusalDetails } from "../lib/refusal"
import { ConflictList } from "./conflict-list"
import { StaleChanges } from "./stale-changes"

type RefusalAlertProps = {
  /** Whatever a query or a write threw; nothing is shown for null. */
  error: unknown
  /** What the operator was looking at, so that a stale edit can say what has changed since. */
  seen?: object
  className?: string
  /** What can be done about it. */
  children?: ReactNode
}

/** Every refusal, in words, to be put beside what caused it. Screen readers hear it as it appears. */
export const RefusalAlert = ({ error, seen, className, children }: RefusalAlertProps) => {
  const wordsOf = useRefusalWords()
  if (!error) return null
  const { title, hint, said } = wordsOf(error)
  const details = error instanceof Refusal ? error.details : {}
  return (
    <Alert variant={isPassing(error) ? "warning" : "error"} role="alert" className={className}>
      <div className="flex flex-col gap-y-1">
        <Text size="small" weight="plus" leading="compact">
          {title}
        </Text>
        {said ? <Line>{said}</Line> : null}
        {hint && hint !== said ? <Line>{hint}</Line> : null}
        <Facts details={details} />
        {details.present ? <StaleChanges seen={seen} present={details.present} /> : null}
        {children && <div className="flex flex-wrap gap-2 pt-2">{children}</div>}
      </div>
    </Alert>
  )
}

const Line = ({ children }: { children: string }) => (
  <Text size="small" className="text-ui-fg-subtle text-pretty">
    {children}
  </Text>
)

const Facts = ({ details: { unavailable_dates = [], dates = [], holds = [], allocations = [] } }: FactsProps) => {
  const { t, date, dates: inWords } = useWords()
  const plain = dates.filter((each): each is string => typeof each === "string")
  const short = dates.filter((each) => typeof each !== "string")
  return (
    <>
      {unavailable_dates.length > 0 && (
        <ul className="txt-small text-ui-fg-subtle list-inside list-disc">
          {unavailable_dates.map(({ date: day, requested, available }) => (
            <li key={day}>{t("refusals.facts.unavailable", { date: date(day, "weekday"), requested, available })}</li>
          ))}
        </ul>
      )}
      {plain.length > 0 && <Line>{inWords(plain)}</Line>}
      {short.length > 0 && (
        <ul className="txt-small text-ui-fg-subtle list-inside list-disc">
          {short.map(({ date: day, requested, taken }) => (
            <li key={day}>{t("refusals.facts.inUse", { date: date(day, "weekday"), requested, taken })}</li>
          ))}
        </ul>
      )}
      <ConflictList holds={holds} allocations={allocations} />
    </>
  )
}
type FactsProps = { details: RefusalDetails }
