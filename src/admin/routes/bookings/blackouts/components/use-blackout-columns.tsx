import { PencilSquare, Trash } from "@medusajs/icons"
import { createDataTableColumnHelper, StatusBadge } from "@medusajs/ui"
import { useMemo } from "react"
import { useNavigate } from "react-router-dom"
import { TypeBadge } from "../../../../components/badges"
import { useWords } from "../../../../hooks/use-words"
import { todayIn } from "../../../../lib/dates"
import type { ListedBlackout } from "../../../../lib/types"

const column = createDataTableColumnHelper<ListedBlackout>()

export const useBlackoutColumns = (onDelete: (blackout: ListedBlackout) => void) => {
  const words = useWords()
  const navigate = useNavigate()
  return useMemo(() => {
    const { t, range } = words
    return [
      column.display({
        id: "what",
        header: t("blackouts.what"),
        cell: ({ row }) => <What blackout={row.original} />,
      }),
      column.accessor("start_date", {
        header: t("blackouts.dates"),
        enableSorting: true,
        sortLabel: t("blackouts.dates"),
        cell: ({ row: { original } }) => (
          <span className="whitespace-nowrap">{range(original.start_date, original.end_date)}</span>
        ),
      }),
      column.display({
        id: "when",
        header: t("common.fields.status"),
        cell: ({ row }) => <When blackout={row.original} />,
      }),
      column.accessor("reason", { header: t("common.fields.reason") }),
      column.accessor("public_note", {
        header: t("common.fields.public_note"),
        cell: ({ getValue }) => getValue() ?? "–",
      }),
      column.action({
        actions: ({ row: { original } }) => [
          [
            {
              label: t("common.edit"),
              icon: <PencilSquare />,
              onClick: () => void navigate(`/bookings/blackouts/edit/${original.id}`),
            },
          ],
          [{ label: t("blackouts.end"), icon: <Trash />, onClick: () => onDelete(original) }],
        ],
      }),
    ]
  }, [words, navigate, onDelete])
}

const What = ({ blackout }: { blackout: ListedBlackout }) => {
  const { t } = useWords()
  if (blackout.resource_id)
    return <span className="text-ui-fg-base">{blackout.resource_name ?? blackout.resource_id}</span>
  if (blackout.resource_type) return <TypeBadge type={blackout.resource_type} />
  return <span className="text-ui-fg-base">{t("blackouts.everything")}</span>
}

/** By the day where the resource is; of several, which may be apart, by that of whoever looks. */
const When = ({ blackout: { start_date, end_date, resource_timezone } }: { blackout: ListedBlackout }) => {
  const { t } = useWords()
  const today = todayIn(resource_timezone ?? "local")
  if (end_date < today) return <StatusBadge color="grey">{t("blackouts.over")}</StatusBadge>
  if (start_date > today) return <StatusBadge color="blue">{t("blackouts.planned")}</StatusBadge>
  return <StatusBadge color="red">{t("blackouts.inForce")}</StatusBadge>
}
