import { Container, Heading, StatusBadge, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { AllWell, Loaded } from "../../../../components/page-states"
import { useHealth } from "../../../../hooks/use-health"
import { useWords } from "../../../../hooks/use-words"
import { addDays } from "../../../../lib/dates"

/** Resources that customers can soon book no more, because nobody has opened later dates. */
export const ClosingSection = () => {
  const { t, date } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("overview.closing.title")}</Heading>
      </div>
      <Loaded query={useHealth()}>
        {({ closing_resources = [], closing_resources_count = 0 }) =>
          closing_resources.length === 0 ? (
            <AllWell>{t("overview.closing.empty")}</AllWell>
          ) : (
            <>
              <ul className="divide-y">
                {closing_resources.map(({ resource_id, name, last_open_date, today }) => (
                  <li key={resource_id} className="flex items-center justify-between gap-x-4 px-6 py-3">
                    <Link
                      to={`/bookings/resources/${resource_id}`}
                      className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover truncate"
                    >
                      {name}
                    </Link>
                    <StatusBadge color={last_open_date < today ? "red" : "orange"} className="shrink-0">
                      {last_open_date < today
                        ? t("overview.closing.closed", { date: date(addDays(last_open_date, 1), "short") })
                        : t("overview.closing.until", { date: date(last_open_date, "short") })}
                    </StatusBadge>
                  </li>
                ))}
              </ul>
              {closing_resources_count > closing_resources.length && (
                <Text size="small" className="text-ui-fg-subtle px-6 py-3">
                  {t("overview.more", { count: closing_resources_count - closing_resources.length })}
                </Text>
              )}
            </>
          )
        }
      </Loaded>
    </Container>
  )
}
