import { Trash } from "@medusajs/icons"
import { Badge, IconButton, Text, toast } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useConfirm } from "../../hooks/use-confirm"
import { useUnlinkVariant, type SoldVariant } from "../../hooks/use-variants"
import { useWords } from "../../hooks/use-words"
import { RefusalAlert } from "../refusal-alert"

/** What a variant sells: how it is priced, of which resources, and when it can begin next. */
export const SoldVariantDetails = ({ variant }: { variant: SoldVariant }) => {
  const { t, dates } = useWords()
  const { pricing, duration_days, resources, next_free_dates } = variant
  const unlink = useUnlink(variant)
  return (
    <div className="flex flex-col gap-y-3">
      <div className="flex flex-wrap gap-2">
        <Badge size="2xsmall" rounded="full">
          {t(`widgets.pricing.${pricing}`)}
        </Badge>
        <Badge size="2xsmall" rounded="full">
          {duration_days === null ? t("widgets.anyLength") : t("common.days", { count: duration_days })}
        </Badge>
      </div>
      <ul className="flex flex-col gap-y-2">
        {resources.map(({ resource_id, resource_name, per, units }) => (
          <li key={resource_id} className="flex items-start justify-between gap-x-2">
            <div className="min-w-0">
              <Link
                to={`/bookings/resources/${resource_id}`}
                className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover block truncate"
              >
                {resource_name ?? resource_id}
              </Link>
              <Text size="xsmall" className="text-ui-fg-subtle">
                {t(`widgets.per.${per}`, { count: units })}
              </Text>
            </div>
            <IconButton
              size="small"
              variant="transparent"
              aria-label={t("widgets.unlink.named", { name: resource_name ?? resource_id })}
              onClick={() => void unlink.ask(resource_id, resource_name ?? resource_id)}
            >
              <Trash />
            </IconButton>
          </li>
        ))}
      </ul>
      <RefusalAlert error={unlink.error} />
      <div>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {t("widgets.nextFree")}
        </Text>
        <Text size="small">{next_free_dates.length > 0 ? dates(next_free_dates) : t("widgets.noneFree")}</Text>
      </div>
    </div>
  )
}

const useUnlink = ({ id, title }: SoldVariant) => {
  const { t } = useWords()
  const confirm = useConfirm()
  const { mutateAsync, error } = useUnlinkVariant()
  const ask = async (resourceId: string, name: string) => {
    const isSure = await confirm({
      title: t("widgets.unlink.title", { name }),
      text: t("widgets.unlink.text", { variant: title }),
      confirm: t("widgets.unlink.confirm"),
    })
    if (!isSure) return
    await mutateAsync({ resource_id: resourceId, variant_id: id }).then(
      () => toast.success(t("widgets.unlink.done", { name })),
      () => undefined,
    )
  }
  return { ask, error }
}
