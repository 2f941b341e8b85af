import { Text } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { useWords } from "../hooks/use-words"
import { isCalendarDate } from "../lib/dates"

type StaleChangesProps = { seen?: object; present: Record<string, unknown> }

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/
const NOT_SAID = new Set(["updated_at", "revision"])

/** What somebody else has changed since this was read: each field with its old and its present value. */
export const StaleChanges = ({ seen = {}, present }: StaleChangesProps) => {
  const { t, date, instant } = useWords()
  const { t: raw, i18n } = useTranslation("resourceBooking")
  const before = seen as Record<string, unknown>
  const said = (value: unknown): string => {
    if (value === null || value === undefined || value === "") return "–"
    if (typeof value === "boolean") return t(value ? "common.yes" : "common.no")
    if (value === "DAY" || value === "NIGHT") return t(`common.bookingUnit.${value}`)
    if (typeof value === "object") return JSON.stringify(value)
    const text = String(value)
    if (isCalendarDate(text)) return date(text)
    return INSTANT.test(text) ? instant(text, "local") : text
  }
  const changed = Object.keys(present).filter(
    (field) => field in before && !NOT_SAID.has(field) && said(before[field]) !== said(present[field]),
  )
  if (changed.length === 0) return null
  const nameOf = (field: string) =>
    i18n.exists(`common.fields.${field}`, { ns: "resourceBooking" }) ? String(raw(`common.fields.${field}`)) : field
  return (
    <>
      <Text size="small" weight="plus">
        {t("refusals.facts.changedSince")}
      </Text>
      <ul className="txt-small text-ui-fg-subtle list-inside list-disc">
        {changed.map((field) => (
          <li key={field}>
            {nameOf(field)}: <del>{said(before[field])}</del> →{" "}
            <ins className="no-underline">{said(present[field])}</ins>
          </li>
        ))}
      </ul>
    </>
  )
}
