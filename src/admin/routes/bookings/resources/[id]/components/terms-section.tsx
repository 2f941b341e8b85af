import { SectionRow } from "@medusajs/dashboard/components"
import { Container, Heading } from "@medusajs/ui"
import { useWords } from "../../../../../hooks/use-words"
import type { Resource } from "../../../../../lib/types"

/** On which terms it is booked. */
export const TermsSection = ({ resource }: { resource: Resource }) => {
  const { t, number } = useWords()
  const isByNight = resource.booking_unit === "NIGHT"
  const days = (count: number | null) =>
    count === null ? null : isByNight ? t("common.nights", { count }) : t("common.days", { count })
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("resources.terms")}</Heading>
      </div>
      <SectionRow
        title={t("common.fields.booking_unit")}
        value={isByNight ? t("resources.form.byNight") : t("resources.form.byDay")}
      />
      <SectionRow title={t("common.fields.timezone")} value={resource.timezone.replaceAll("_", " ")} />
      <SectionRow title={t("resources.length")} value={lengthOf(days(resource.min_days), days(resource.max_days))} />
      <SectionRow
        title={t("resources.keptOpen")}
        value={
          resource.open_days_ahead === null
            ? t("resources.byHand")
            : t("resources.ahead", { days: number(resource.open_days_ahead), capacity: resource.default_capacity ?? 0 })
        }
      />
      <SectionRow
        title={t("common.fields.hold_ttl_minutes")}
        value={resource.hold_ttl_minutes === null ? t("resources.shopsDefault") : number(resource.hold_ttl_minutes)}
      />
    </Container>
  )
}

const lengthOf = (least: string | null, most: string | null) =>
  least || most ? `${least ?? "…"} – ${most ?? "…"}` : null
