import { Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useWords } from "../../../../hooks/use-words"
import type { Blackout } from "../../../../lib/types"
import { DayPart } from "./day-part"

/** Nothing is said where there are none: what closes a date is said above. */
export const DayBlackouts = ({ blackouts }: { blackouts: Blackout[] }) => {
  const { t, range } = useWords()
  if (blackouts.length === 0) return null
  return (
    <DayPart title={t("blackouts.title")}>
      <ul className="flex flex-col gap-y-3">
        {blackouts.map((blackout) => (
          <li
            key={blackout.id}
            className="shadow-elevation-card-rest bg-ui-bg-component flex flex-col gap-y-1 rounded-lg px-4 py-3"
          >
            <Link
              to={`/bookings/blackouts/edit/${blackout.id}`}
              className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
            >
              {blackout.reason}
            </Link>
            <Text size="small" className="text-ui-fg-subtle">
              {range(blackout.start_date, blackout.end_date, "short")}
              {!blackout.resource_id && ` · ${blackout.resource_type ?? t("blackouts.everything")}`}
            </Text>
            {blackout.public_note && (
              <Text size="small" className="text-ui-fg-subtle">
                {blackout.public_note}
              </Text>
            )}
          </li>
        ))}
      </ul>
    </DayPart>
  )
}
