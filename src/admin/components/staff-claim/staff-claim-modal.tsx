import { RouteFocusModal, useRouteModal } from "@medusajs/dashboard/components"
import { useLocation } from "react-router-dom"
import type { ClaimKind, ClaimStart } from "./claim-schema"
import { StaffClaimForm } from "./staff-claim-form"

type StaffClaimModalProps = {
  kind: ClaimKind
  /** Where to go with the new booking; without it back to the page below. */
  placedAt?: (bookingId: string) => string
}

/**
 * The form as a page over a page: `@book/page.tsx` of any route. What it opens with comes in the location's state, such
 * as `navigate("book", { state: { claim: { resource_ids, start_date, end_date }, restore_params: location.search } })`,
 * so that the address of the page below stays its own.
 */
export const StaffClaimModal = ({ kind, placedAt }: StaffClaimModalProps) => {
  const { state } = useLocation() as { state: { claim?: ClaimStart } | null }
  return (
    <RouteFocusModal>
      <Inside kind={kind} start={state?.claim} placedAt={placedAt} />
    </RouteFocusModal>
  )
}

const Inside = ({ kind, start, placedAt }: StaffClaimModalProps & { start?: ClaimStart }) => {
  const { handleSuccess } = useRouteModal()
  return <StaffClaimForm kind={kind} start={start} onPlaced={(bookingId) => handleSuccess(placedAt?.(bookingId))} />
}
