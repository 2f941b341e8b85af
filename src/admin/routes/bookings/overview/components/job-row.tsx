import { Button, Text, toast } from "@medusajs/ui"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useRunJob, type JobName } from "../../../../hooks/use-jobs"
import { useWords } from "../../../../hooks/use-words"
import type { Instant } from "../../../../lib/types"

type JobRowProps = { name: JobName; lastRunAt: { last_run_at: Instant | null; is_late: boolean } | undefined }

export const JobRow = ({ name, lastRunAt }: JobRowProps) => {
  const { t, relative } = useWords()
  const run = useRunJob()
  const title = t(`overview.jobs.${name}.title`)
  return (
    <li className="flex flex-col gap-y-2 px-6 py-3">
      <div className="flex items-start justify-between gap-x-4">
        <div className="min-w-0">
          <Text size="small" weight="plus">
            {title}
          </Text>
          <Text size="xsmall" className="text-ui-fg-subtle text-pretty">
            {t(`overview.jobs.${name}.text`)}
          </Text>
          {lastRunAt && (
            <Text size="xsmall" className={lastRunAt.is_late ? "text-ui-fg-error" : "text-ui-fg-subtle"}>
              {lastRunAt.last_run_at
                ? t("overview.jobs.lastRun", { when: relative(lastRunAt.last_run_at) })
                : t("overview.jobs.neverRun")}
            </Text>
          )}
        </div>
        <Button
          size="small"
          variant="secondary"
          className="shrink-0"
          aria-label={t("overview.jobs.runNamed", { title })}
          isLoading={run.isPending}
          onClick={() => run.mutate(name, { onSuccess: () => toast.success(t("overview.jobs.done", { title })) })}
        >
          {t("overview.jobs.run")}
        </Button>
      </div>
      <RefusalAlert error={run.error} />
    </li>
  )
}
