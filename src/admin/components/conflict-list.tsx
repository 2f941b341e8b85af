import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useWords } from "../hooks/use-words"
import type { AllocationConflict, HoldConflict } from "../lib/types"
import { ResourceName } from "./resource-name"

type ConflictListProps = { holds: HoldConflict[]; allocations: AllocationConflict[] }

/** The server lists so many of each kind: there may be more, and how many is not known. */
const MOST_LISTED = 500

/** The holds and bookings that stand in the way, each with whom to call; bookings first, for they are the promise. */
export const ConflictList = ({ holds, allocations }: ConflictListProps) => {
  const { t } = useWords()
  const counted = (list: unknown[], what: string) =>
    list.length < MOST_LISTED ? what : t("common.conflicts.atLeast", { what })
  return (
    <>
      {allocations.length > 0 && (
        <Group title={counted(allocations, t("common.conflicts.allocations", { count: allocations.length }))}>
          {allocations.map((allocation) => (
            <Conflict
              key={allocation.id}
              claim={allocation}
              who={[allocation.contact_name, allocation.contact_phone, allocation.contact_email]}
              order={allocation.order_id}
            />
          ))}
        </Group>
      )}
      {holds.length > 0 && (
        <Group title={counted(holds, t("common.conflicts.holds", { count: holds.length }))}>
          {holds.map((hold) => (
            <Conflict
              key={hold.id}
              claim={hold}
              who={[
                hold.contact_name ?? null,
                hold.contact_phone,
                hold.customer_email,
                hold.claimed_at ? t("common.conflicts.paying") : null,
              ]}
            />
          ))}
        </Group>
      )}
    </>
  )
}

const Group = ({ title, children }: { title: string; children: React.ReactNode }) => (
  <div className="flex flex-col gap-y-1">
    <Text size="small" weight="plus">
      {title}
    </Text>
    <ul className="divide-ui-border-base border-ui-border-base bg-ui-bg-base max-h-60 divide-y overflow-y-auto rounded-md border">
      {children}
    </ul>
  </div>
)

type ConflictProps = {
  claim: Pick<HoldConflict, "resource_id" | "booking_id" | "start_date" | "end_date" | "quantity">
  /** Undefined where the answer does not say. */
  who: (string | null | undefined)[]
  order?: string | null
}

const Conflict = ({ claim, who, order }: ConflictProps) => {
  const { t, range } = useWords()
  return (
    <li className="txt-small flex flex-wrap justify-between gap-x-4 px-3 py-2">
      <span className="text-ui-fg-base">
        {who.filter(Boolean).join(" · ") || (who[0] === undefined ? claim.booking_id : t("common.conflicts.nobody"))}
      </span>
      <span className="text-ui-fg-subtle">
        <ResourceName id={claim.resource_id} /> · {range(claim.start_date, claim.end_date, "short")} ·{" "}
        {t("common.units", { count: claim.quantity })}
        {order && (
          <>
            {" · "}
            <Link to={`/orders/${order}`} className="text-ui-fg-interactive hover:text-ui-fg-interactive-hover">
              {t("common.order")}
            </Link>
          </>
        )}
      </span>
    </li>
  )
}
