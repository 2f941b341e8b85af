import { StatusBadge, Text } from "@medusajs/ui"
import { useIncidentWords } from "../../hooks/use-incident-words"
import { useWords } from "../../hooks/use-words"
import { incidentFacts } from "../../lib/incidents"
import type { Incident } from "../../lib/types"
import { IncidentActions } from "./incident-actions"
import { IncidentSubject } from "./incident-subject"

type IncidentItemProps = {
  incident: Incident
  /** On the page of its own order, which says itself what the lines lack. */
  isOnItsOrder?: boolean
}

export const IncidentItem = ({ incident, isOnItsOrder = false }: IncidentItemProps) => {
  const { t, relative } = useWords()
  const { title, facts, advice } = useIncidentWords()(incident)
  const isSaidBelow = isOnItsOrder && incidentFacts(incident).lines.length > 0
  const { opened_at, resolved_at, resolved_by, note } = incident
  return (
    <li className="flex flex-col gap-y-2 px-6 py-4">
      <div className="flex items-start justify-between gap-x-4">
        <Text size="small" weight="plus">
          {title}
        </Text>
        <StatusBadge color={resolved_at ? "green" : "red"} className="shrink-0">
          {relative(resolved_at ?? opened_at)}
        </StatusBadge>
      </div>
      {!isOnItsOrder && <IncidentSubject incident={incident} />}
      <ul className="flex flex-col gap-y-1">
        {(isSaidBelow ? [] : facts).map((fact) => (
          <li key={fact} className="txt-small text-ui-fg-subtle text-pretty">
            {fact}
          </li>
        ))}
      </ul>
      {resolved_at ? (
        <Text size="small" className="text-ui-fg-subtle">
          {resolved_by === "system"
            ? t("overview.incident.resolvedByItself")
            : t("overview.incident.resolvedWith", { note: note ?? t("overview.incident.noNote") })}
        </Text>
      ) : (
        <>
          <Text size="small" className="text-pretty">
            {advice}
          </Text>
          <IncidentActions incident={incident} title={title} />
        </>
      )}
    </li>
  )
}
