import { Button, Container, Heading, Text } from "@medusajs/ui"
import { useState } from "react"
import { IncidentItem } from "../../../../components/incidents/incident-item"
import { AllWell, Loaded } from "../../../../components/page-states"
import { useIncidents } from "../../../../hooks/use-incidents"
import { useUrlState } from "../../../../hooks/use-url-state"
import { useWords } from "../../../../hooks/use-words"

const PAGE = 5
/** As many as the list answers at once. */
const MOST = 200

/** What waits for a person, the latest first; what is resolved is kept, with who did it and why. */
export const IncidentsSection = () => {
  const { t } = useWords()
  const [{ incidents: shown }, setUrl] = useUrlState({ incidents: "open" })
  const [limit, setLimit] = useState(PAGE)
  const isOpen = shown !== "resolved"
  const query = { open: isOpen, limit, order: isOpen ? "-opened_at" : "-resolved_at" }
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t(isOpen ? "overview.incidents.title" : "overview.incidents.resolvedTitle")}</Heading>
        <Button size="small" variant="secondary" onClick={() => setUrl({ incidents: isOpen ? "resolved" : null })}>
          {t(isOpen ? "overview.incidents.showResolved" : "overview.incidents.showOpen")}
        </Button>
      </div>
      <Loaded query={useIncidents(query)}>
        {({ incidents, count }) =>
          incidents.length === 0 ? (
            <AllWell>{t("overview.incidents.empty")}</AllWell>
          ) : (
            <>
              <ul className="divide-y">
                {incidents.map((incident) => (
                  <IncidentItem key={incident.id} incident={incident} />
                ))}
              </ul>
              {count > incidents.length && (
                <div className="flex items-center justify-between gap-x-4 px-6 py-3">
                  <Text size="small" className="text-ui-fg-subtle">
                    {t("overview.more", { count: count - incidents.length })}
                  </Text>
                  {limit < MOST && (
                    <Button size="small" variant="transparent" onClick={() => setLimit(Math.min(MOST, limit * 4))}>
                      {t("overview.showMore")}
                    </Button>
                  )}
                </div>
              )}
            </>
          )
        }
      </Loaded>
    </Container>
  )
}
