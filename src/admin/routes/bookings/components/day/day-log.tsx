import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useWords, type WordKey } from "../../../../hooks/use-words"
import type { LoggedAct } from "../../../../lib/types"
import { DayPart } from "./day-part"

/** Who did what to this date, the newest first. */
export const DayLog = ({ log, timezone }: { log: LoggedAct[]; timezone: string }) => {
  const { t, instant, range } = useWords()
  const { i18n } = useTranslation()
  const inWords = ({ action }: LoggedAct): string => {
    const key = `calendar.log.acts.${action.replace(".", "_")}`
    return i18n.exists(key, { ns: "resourceBooking" }) ? t(key as WordKey) : action
  }
  return (
    <DayPart title={t("calendar.log.title")} empty={log.length === 0 ? t("calendar.log.none") : undefined}>
      <ol className="flex flex-col gap-y-2">
        {log.map((act) => {
          const { start, end, units } = factsOf(act)
          return (
            <li key={act.id}>
              <Text size="small">
                {[inWords(act), start && end ? range(start, end, "short") : null, units].filter(Boolean).join(" · ")}
              </Text>
              <Text size="xsmall" className="text-ui-fg-subtle">
                {act.actor_name ?? (act.actor === "system" ? t("calendar.log.system") : act.actor)} ·{" "}
                {instant(act.at, timezone)}
              </Text>
            </li>
          )
        })}
      </ol>
    </DayPart>
  )
}

/** What an entry says of dates and units, wherever it says it. */
const factsOf = ({ selector, after }: LoggedAct) => {
  const facts = { ...selector, ...after } as { start_date?: string; end_date?: string; max_capacity?: number }
  return { start: facts.start_date, end: facts.end_date, units: facts.max_capacity ?? null }
}
