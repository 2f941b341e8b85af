import { Link } from "react-router-dom"
import type { ReactNode } from "react"
import { TypeBadge } from "../../../../../components/badges"
import { When } from "../../../../../components/booking/claim-cells"
import { useWords } from "../../../../../hooks/use-words"
import type { ListedHold } from "../../../../../lib/types"

type ClaimLineProps = {
  claim: Pick<
    ListedHold,
    | "resource_id"
    | "resource_name"
    | "resource_type"
    | "dates"
    | "start_date"
    | "end_date"
    | "booking_unit"
    | "days"
    | "quantity"
  >
  /** What there is to know of it besides. */
  facts: (string | null)[]
  status: ReactNode
  actions: ReactNode
}

/** One part of a booking: what, when, how many; it wraps on a phone. */
export const ClaimLine = ({ claim, facts, status, actions }: ClaimLineProps) => {
  const { t } = useWords()
  const said = [t("common.units", { count: claim.quantity }), ...facts].filter(Boolean)
  return (
    <li className="txt-compact-small flex items-start justify-between gap-x-4 px-6 py-4">
      <div className="grid min-w-0 flex-1 grid-cols-1 gap-x-6 gap-y-2 sm:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-y-1">
          <span className="flex items-center gap-x-2">
            <Link
              to={`/bookings/resources/${claim.resource_id}`}
              className="text-ui-fg-base txt-compact-small-plus hover:text-ui-fg-interactive truncate"
            >
              {claim.resource_name}
            </Link>
            <TypeBadge type={claim.resource_type} />
          </span>
          <span className="text-ui-fg-subtle text-pretty">{said.join(" · ")}</span>
        </div>
        <When claim={claim} />
      </div>
      <div className="flex shrink-0 items-center gap-x-2">
        {status}
        {actions}
      </div>
    </li>
  )
}
