import { Container, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { AllWell, Loaded } from "../../../../components/page-states"
import { useHealth } from "../../../../hooks/use-health"
import { useWords } from "../../../../hooks/use-words"

/** Dates with more taken than there are units; somebody has to be moved, or a unit to be found. */
export const OvercommittedSection = () => {
  const { t, date } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("overview.overcommitted.title")}</Heading>
      </div>
      <Loaded query={useHealth()}>
        {({ overcommitted = [], overcommitted_dates = 0 }) =>
          overcommitted.length === 0 ? (
            <AllWell>{t("overview.overcommitted.empty")}</AllWell>
          ) : (
            <>
              <ul className="divide-y">
                {overcommitted.map(({ resource_id, name, date: day, max, target }) => (
                  <li key={`${resource_id} ${day}`} className="flex items-start justify-between gap-x-4 px-6 py-3">
                    <div className="min-w-0">
                      <Link
                        to={`/bookings/resources/${resource_id}?month=${day.slice(0, 7)}`}
                        className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover block truncate"
                      >
                        {name}
                      </Link>
                      <Text size="xsmall" className="text-ui-fg-subtle">
                        {t("overview.overcommitted.taken", { taken: max, wanted: target })}
                      </Text>
                    </div>
                    <Text size="small" className="text-ui-tag-red-text shrink-0">
                      {date(day, "weekday")}
                    </Text>
                  </li>
                ))}
              </ul>
              {overcommitted_dates > overcommitted.length && (
                <Text size="small" className="text-ui-fg-subtle px-6 py-3">
                  {t("overview.more", { count: overcommitted_dates - overcommitted.length })}
                </Text>
              )}
            </>
          )
        }
      </Loaded>
    </Container>
  )
}
