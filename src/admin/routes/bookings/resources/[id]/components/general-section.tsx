import { SectionRow } from "@medusajs/dashboard/components"
import { ArrowPath, PencilSquare, Trash } from "@medusajs/icons"
import { Container, Heading, toast } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { Actions } from "../../../../../components/actions"
import { ResourceStatusBadge, TypeBadge } from "../../../../../components/badges"
import { RefusalAlert } from "../../../../../components/refusal-alert"
import { useConfirm } from "../../../../../hooks/use-confirm"
import { useDeleteResource, useRestoreResource } from "../../../../../hooks/use-resources"
import { useWords } from "../../../../../hooks/use-words"
import type { Resource } from "../../../../../lib/types"

export const GeneralSection = ({ resource }: { resource: Resource }) => {
  const { t, number } = useWords()
  const remove = useRemoval(resource)
  const restore = useRestoreResource(resource.id)
  const days = (count: number | null) => (count === null ? null : t("common.days", { count }))
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
          <Heading className="truncate">{resource.name}</Heading>
          <TypeBadge type={resource.type} />
        </div>
        <div className="flex items-center gap-x-2">
          <ResourceStatusBadge resource={resource} />
          <Actions
            label={t("resources.actions")}
            groups={
              resource.deleted_at
                ? [
                    {
                      actions: [
                        { icon: <ArrowPath />, label: t("resources.restore"), onClick: () => restore.mutate() },
                      ],
                    },
                  ]
                : [
                    { actions: [{ icon: <PencilSquare />, label: t("common.edit"), to: "edit" }] },
                    { actions: [{ icon: <Trash />, label: t("common.delete"), onClick: () => void remove.ask() }] },
                  ]
            }
          />
        </div>
      </div>
      {(remove.error ?? restore.error) ? (
        <div className="px-6 py-4">
          <RefusalAlert error={remove.error ?? restore.error} />
        </div>
      ) : null}
      <SectionRow title={t("common.fields.description")} value={resource.description} />
      <SectionRow
        title={t("common.fields.booking_unit")}
        value={resource.booking_unit === "NIGHT" ? t("resources.form.byNight") : t("resources.form.byDay")}
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

const useRemoval = ({ id, name }: Resource) => {
  const { t } = useWords()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const { mutateAsync, error } = useDeleteResource(id)
  const ask = async () => {
    const isSure = await confirm({
      title: t("resources.delete.title", { name }),
      text: t("resources.delete.text"),
      confirm: t("common.delete"),
    })
    if (!isSure) return
    await mutateAsync().then(
      () => {
        toast.success(t("resources.deleted", { name }))
        void navigate("/bookings/resources")
      },
      () => undefined,
    )
  }
  return { ask, error }
}
