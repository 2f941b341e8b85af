import { LockClosedSolid } from "@medusajs/icons"
import { Button, Container, DropdownMenu, Text, toast } from "@medusajs/ui"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useDeleteBlackout, useSaveBlackout } from "../../../../hooks/use-blackouts"
import { useResources } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import { todayIn } from "../../../../lib/dates"
import type { Resource } from "../../../../lib/types"

/**
 * Storm, breakdown, illness: nothing more is sold for today, in two clicks. What is held and booked stays valid and is
 * counted in the answer, and a third click takes it all back.
 */
export const CloseNow = () => {
  const { t } = useWords()
  const { data } = useResources({ limit: 200, fields: "type,timezone", is_active: true })
  const save = useSaveBlackout()
  const reopen = useDeleteBlackout()
  const resources = data?.resources ?? []
  const types = [...new Set(resources.map(({ type }) => type))].sort()

  const close = (type: string | null) => {
    const what = type ?? t("blackouts.everything")
    save.mutate(
      {
        ...todayOf(resources.filter((resource) => type === null || resource.type === type)),
        ...(type ? { resource_type: type } : {}),
        reason: t("blackouts.closeNow.reason"),
        on_conflict: "keep",
      },
      {
        onSuccess: ({ blackout, conflicts }) =>
          toast.success(t("blackouts.closeNow.done", { what }), {
            description: t("blackouts.closeNow.stays", {
              bookings: conflicts.allocations.length,
              holds: conflicts.holds.length,
            }),
            action: {
              label: t("blackouts.closeNow.undo"),
              altText: t("blackouts.closeNow.undo"),
              onClick: () => reopen.mutate(blackout!.id),
            },
            duration: 15_000,
          }),
      },
    )
  }

  if (types.length === 0) return null
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Text weight="plus">{t("blackouts.closeNow.title")}</Text>
          <Text size="small" className="text-ui-fg-subtle">
            {t("blackouts.closeNow.text")}
          </Text>
        </div>
        <DropdownMenu>
          <DropdownMenu.Trigger asChild>
            <Button size="small" variant="danger" isLoading={save.isPending}>
              <LockClosedSolid />
              {t("blackouts.closeNow.button")}
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content align="end">
            {types.map((type) => (
              <DropdownMenu.Item key={type} onClick={() => close(type)}>
                {t("blackouts.closeNow.type", { type })}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator />
            <DropdownMenu.Item onClick={() => close(null)}>{t("blackouts.closeNow.everything")}</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu>
      </div>
      <RefusalAlert error={save.error ?? reopen.error} />
    </Container>
  )
}

/** Today wherever these are: around midnight that may be two days. */
const todayOf = (resources: Pick<Resource, "timezone">[]) => {
  const days = resources.map(({ timezone }) => todayIn(timezone)).sort()
  return { start_date: days[0]!, end_date: days.at(-1)! }
}
