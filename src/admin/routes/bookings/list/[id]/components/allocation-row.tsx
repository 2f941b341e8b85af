import { ArrowPath, PencilSquare, Trash } from "@medusajs/icons"
import { Actions } from "../../../../../components/actions"
import { AllocationStatusBadge } from "../../../../../components/badges"
import type { BookingActs } from "../../../../../components/booking/use-booking-acts"
import { useCancelWords } from "../../../../../hooks/use-cancel-words"
import { useWords } from "../../../../../hooks/use-words"
import type { ListedAllocation } from "../../../../../lib/types"
import { ClaimLine } from "./claim-line"

export const AllocationRow = ({ allocation, acts }: { allocation: ListedAllocation; acts: BookingActs }) => {
  const { t } = useWords()
  const reasonOf = useCancelWords()
  const { id, unit_label, note, cancelled_at, cancel_reason, resource_name } = allocation
  const edit = { icon: <PencilSquare />, label: t("common.edit"), to: `edit/${id}` }
  const move = { icon: <ArrowPath />, label: t("bookings.move.action"), to: `move/${id}` }
  const cancel = { icon: <Trash />, label: t("bookings.cancel.action"), onClick: () => void acts.cancel(allocation) }
  return (
    <ClaimLine
      claim={allocation}
      facts={[unit_label, note, cancelled_at ? reasonOf(cancel_reason) : null]}
      status={<AllocationStatusBadge status={allocation.status} />}
      actions={
        <Actions
          label={t("bookings.detail.actionsOf", { name: resource_name })}
          groups={cancelled_at ? [{ actions: [edit] }] : [{ actions: [edit, move] }, { actions: [cancel] }]}
        />
      }
    />
  )
}
