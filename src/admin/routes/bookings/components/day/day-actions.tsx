import { Button } from "@medusajs/ui"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDate, Resource } from "../../../../lib/types"
import { CELL_ACTIONS, useCellActions } from "../use-cell-actions"

/** The same as for selected cells: also where no cells can be selected, such as on a phone. */
export const DayActions = ({ resource, date }: { resource: Resource; date: CalendarDate }) => {
  const { t } = useWords()
  const act = useCellActions()
  return (
    <div className="flex flex-wrap gap-2 px-6 py-4">
      {CELL_ACTIONS.map((action) => (
        <Button
          key={action}
          size="small"
          variant="secondary"
          onClick={() => act(action, { resources: [resource], start: date, end: date })}
        >
          {t(`calendar.actions.${action}`)}
        </Button>
      ))}
    </div>
  )
}
