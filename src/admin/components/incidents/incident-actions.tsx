import { Button, toast } from "@medusajs/ui"
import { useAudit, useRunJob } from "../../hooks/use-jobs"
import { useSettleOrder } from "../../hooks/use-order-bookings"
import { useWords } from "../../hooks/use-words"
import type { Incident } from "../../lib/types"
import { RefusalAlert } from "../refusal-alert"
import { ResolveIncident } from "./resolve-incident"

/** Look again where looking again may solve it, or say that it is solved. */
export const IncidentActions = ({ incident, title }: { incident: Incident; title: string }) => {
  const { t } = useWords()
  const retry = useRetry(incident)
  return (
    <>
      <div className="flex flex-wrap gap-2">
        <ResolveIncident incident={incident} title={title} />
        <Button size="small" variant="secondary" isLoading={retry.isPending} onClick={retry.start}>
          {t(`overview.retry.${incident.kind}`)}
        </Button>
      </div>
      <RefusalAlert error={retry.error} />
    </>
  )
}

/**
 * An order is settled anew, payments are undone by the reconciliation, the books and the overcommitted dates are counted
 * by the audit. Each resolves the incident itself where it finds it so no longer.
 */
const useRetry = ({ kind, ref }: Incident) => {
  const { t } = useWords()
  const [settle, runJob, audit] = [useSettleOrder(), useRunJob(), useAudit()]
  // What has worked takes the incident away, and this with it: its own callbacks would never be heard.
  const saying = (started: Promise<unknown>) =>
    void started.then(
      () => void toast.success(t("overview.retry.done")),
      () => undefined,
    )
  if (kind === "ORDER_UNSERVED" || kind === "UNPAID") {
    return { ...settle, start: () => saying(settle.mutateAsync(ref)) }
  }
  if (kind === "CHECKOUT_REFUSED") {
    return { ...runJob, start: () => saying(runJob.mutateAsync("reconcile-bookings")) }
  }
  return { ...audit, start: () => saying(audit.mutateAsync()) }
}
