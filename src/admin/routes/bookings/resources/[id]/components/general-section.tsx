import { ArrowPath, PencilSquare, Trash } from "@medusajs/icons"
import { Container, Heading, Text, toast } from "@medusajs/ui"
import { useNavigate } from "react-router-dom"
import { Actions } from "../../../../../components/actions"
import { ResourceStatusBadge, TypeBadge } from "../../../../../components/badges"
import { RefusalAlert } from "../../../../../components/refusal-alert"
import { useConfirm } from "../../../../../hooks/use-confirm"
import { useDeleteResource, useRestoreResource } from "../../../../../hooks/use-resources"
import { useWords } from "../../../../../hooks/use-words"
import type { Resource } from "../../../../../lib/types"

/** Which one it is, and what can be done with it as a whole. */
export const GeneralSection = ({ resource }: { resource: Resource }) => {
  const { t } = useWords()
  const remove = useRemoval(resource)
  const restore = useRestoreResource(resource.id)
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
      {resource.description && (
        <Text size="small" className="text-ui-fg-subtle px-6 py-4 text-pretty whitespace-pre-line">
          {resource.description}
        </Text>
      )}
    </Container>
  )
}

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
