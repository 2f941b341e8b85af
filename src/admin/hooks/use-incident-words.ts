import { useTranslation } from "react-i18next"
import { incidentFacts, type UndonePayment } from "../lib/incidents"
import type { Incident } from "../lib/types"
import { useReasonWords } from "./use-reason-words"
import { useWords, type WordKey } from "./use-words"

/** What an incident is about, all that is known of it, and what somebody is to do. */
export type IncidentWords = { title: string; facts: string[]; advice: string }

export const useIncidentWords = () => {
  const { t, money, dates, relative } = useWords()
  const { i18n } = useTranslation()
  const reasonOf = useReasonWords()

  const checkName = (check: string): string => {
    const key = `overview.check.${check}`
    return i18n.exists(key, { ns: "resourceBooking" }) ? t(key as WordKey) : check.replaceAll("_", " ")
  }
  const inWords = ({ action, amount, currency_code, error }: UndonePayment): string => {
    const said = t(`overview.payment.${action}`, { amount: money(amount, currency_code) })
    return error ? `${said} (${error})` : said
  }

  return (incident: Incident): IncidentWords => {
    const { lines, failed, payments, orderedAt, notReleased, overcommitted, faults, code, message } =
      incidentFacts(incident)
    const facts = [
      ...lines.map((line) => `${line.title}: ${reasonOf(line)}`),
      failed,
      orderedAt && t("overview.incident.orderedAt", { when: relative(orderedAt) }),
      notReleased,
      code ? reasonOf({ code, message: message ?? code }) : message,
      ...payments.filter(({ action }) => action !== "none").map(inWords),
      overcommitted.length > 0 ? dates(overcommitted) : null,
      ...faults.map(({ check, count }) => t("overview.incident.fault", { check: checkName(check), count })),
    ]
    return {
      title: t(`overview.incident.${incident.kind}.title`),
      facts: facts.filter((fact): fact is string => Boolean(fact)),
      advice: payments.some(({ action }) => action === "failed")
        ? t("overview.incident.stillCharged")
        : t(`overview.incident.${incident.kind}.advice`),
    }
  }
}
