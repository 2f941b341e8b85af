import { Badge, StatusBadge } from "@medusajs/ui"
import { useWords } from "../hooks/use-words"
import type { AllocationStatus, AvailabilityStatus, HoldStatus } from "../lib/types"

/** One colour a state, on every page. */
const HOLD_COLOURS = { ACTIVE: "orange", CONFIRMED: "green", RELEASED: "grey", EXPIRED: "grey" } as const
const ALLOCATION_COLOURS = { CONFIRMED: "green", CANCELLED: "red" } as const
const AVAILABILITY_COLOURS = { AVAILABLE: "green", LIMITED: "orange", SOLD_OUT: "red", CLOSED: "grey" } as const

export const HoldStatusBadge = ({ status }: { status: HoldStatus }) => {
  const { t } = useWords()
  return <StatusBadge color={HOLD_COLOURS[status]}>{t(`common.holdStatus.${status}`)}</StatusBadge>
}

export const AllocationStatusBadge = ({ status }: { status: AllocationStatus }) => {
  const { t } = useWords()
  return <StatusBadge color={ALLOCATION_COLOURS[status]}>{t(`common.allocationStatus.${status}`)}</StatusBadge>
}

export const AvailabilityBadge = ({ status }: { status: AvailabilityStatus }) => {
  const { t } = useWords()
  return <StatusBadge color={AVAILABILITY_COLOURS[status]}>{t(`common.availability.${status}`)}</StatusBadge>
}

type Kept = { is_active: boolean; deleted_at?: string | null }

export const ResourceStatusBadge = ({ resource: { is_active, deleted_at } }: { resource: Kept }) => {
  const { t } = useWords()
  if (deleted_at) return <StatusBadge color="red">{t("common.resourceStatus.deleted")}</StatusBadge>
  return is_active ? (
    <StatusBadge color="green">{t("common.resourceStatus.active")}</StatusBadge>
  ) : (
    <StatusBadge color="grey">{t("common.resourceStatus.inactive")}</StatusBadge>
  )
}

export const TypeBadge = ({ type }: { type: string }) => (
  <Badge size="2xsmall" rounded="full">
    {type}
  </Badge>
)
