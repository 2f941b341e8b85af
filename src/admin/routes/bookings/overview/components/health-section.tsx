import { Container, Heading, StatusBadge, Text } from "@medusajs/ui"
import { Loaded } from "../../../../components/page-states"
import { useAlarmWords } from "../../../../hooks/use-alarm-words"
import { useHealth } from "../../../../hooks/use-health"
import { JOB_NAMES, type JobName } from "../../../../hooks/use-jobs"
import { useWords } from "../../../../hooks/use-words"
import type { Health } from "../../../../lib/types"
import { JobRow } from "./job-row"

/** Whether what runs by itself does run. */
export const HealthSection = () => {
  const { t } = useWords()
  const health = useHealth()
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("overview.health.title")}</Heading>
        {health.data && (
          <StatusBadge color={health.data.status === "ok" ? "green" : "red"}>
            {t(`overview.health.${health.data.status}`)}
          </StatusBadge>
        )}
      </div>
      <Loaded query={health}>
        {(found) => (
          <>
            <Figures health={found} />
            <ul className="divide-y">
              {JOB_NAMES.map((name) => (
                <JobRow key={name} name={name} lastRunAt={lastRunOf(found, name)} />
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </Container>
  )
}

/** Of the others nobody keeps a record: they are quick, and may run at any time. */
const lastRunOf = ({ cleanup, reconciliation }: Health, name: JobName) => {
  if (name === "cleanup-expired-holds") return cleanup
  return name === "reconcile-bookings" ? reconciliation : undefined
}

const Figures = ({ health }: { health: Health }) => {
  const { t, number } = useWords()
  const { holds, drift } = health
  const alarms = useAlarmWords()(health)
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4">
      {alarms.map((alarm) => (
        <Text key={alarm} size="small" className="text-ui-fg-error">
          {alarm}
        </Text>
      ))}
      {holds && (
        <dl className="txt-small grid grid-cols-[1fr_auto] gap-y-1">
          <dt className="text-ui-fg-subtle">{t("overview.health.liveHolds")}</dt>
          <dd className="tabular-nums">{number(holds.live)}</dd>
          <dt className="text-ui-fg-subtle">{t("overview.health.backlog")}</dt>
          <dd className="tabular-nums">{number(holds.expired_backlog)}</dd>
          <dt className="text-ui-fg-subtle">{t("overview.health.drift")}</dt>
          <dd className="tabular-nums">{number(drift?.open_incidents ?? 0)}</dd>
        </dl>
      )}
    </div>
  )
}
