import { CommandBar } from "@medusajs/ui"
import { Fragment } from "react"
import { useMatch } from "react-router-dom"
import { useWords } from "../../../hooks/use-words"
import type { Calendar } from "../../../hooks/use-calendar"
import type { Selection } from "./timeline/use-grid"
import { CELL_ACTIONS, useCellActions, type CellAction } from "./use-cell-actions"

const SHORTCUTS: Record<CellAction, string> = { capacity: "c", "black-out": "x", book: "b", hold: "h" }

type SelectionBarProps = { selection: Selection | null; resources: Calendar["resources"]; onDone: () => void }

/** What is selected, and what can be done with it: by mouse or by its letter. Escape in the calendar gives it up. */
export const SelectionBar = ({ selection, resources, onDone }: SelectionBarProps) => {
  const { t, range } = useWords()
  const act = useCellActions()
  // Its letters are for the calendar, not for a form over it.
  const isUncovered = useMatch("/bookings") !== null
  const chosen = resources.flatMap(({ resource }) => (selection?.resourceIds.includes(resource.id) ? [resource] : []))
  if (!selection || !isUncovered) return null
  return (
    <CommandBar open>
      <CommandBar.Bar className="max-sm:max-w-[calc(100vw-16px)] max-sm:overflow-x-auto">
        <CommandBar.Value className="whitespace-nowrap">
          {t("calendar.selected", { count: chosen.length, dates: range(selection.start, selection.end, "short") })}
        </CommandBar.Value>
        {CELL_ACTIONS.map((action) => (
          <Fragment key={action}>
            <CommandBar.Seperator />
            <CommandBar.Command
              className="whitespace-nowrap"
              label={t(`calendar.actions.${action}`)}
              shortcut={SHORTCUTS[action]}
              action={() => {
                act(action, { resources: chosen, start: selection.start, end: selection.end })
                onDone()
              }}
            />
          </Fragment>
        ))}
      </CommandBar.Bar>
    </CommandBar>
  )
}
