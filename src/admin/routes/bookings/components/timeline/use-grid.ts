import { useCallback, useMemo, useState, type KeyboardEvent } from "react"
import type { CalendarDate } from "../../../../lib/types"
import { areaOf, moveBy, NAME_COLUMN, type Area, type Place } from "./grid-moves"

/** By names, not by place: whatever is read anew or filtered, focus stays on its resource and its date. */
export type Cell = { resourceId: string; date: CalendarDate | null }
export type Selection = { resourceIds: string[]; start: CalendarDate; end: CalendarDate }

type GridProps = {
  resourceIds: string[]
  dates: CalendarDate[]
  first: Cell | null
  onOpen: (resourceId: string, date: CalendarDate) => void
}

/** Which cell can be tabbed to, which are selected, and what the keys do about it. */
export const useGrid = ({ resourceIds, dates, first, onOpen }: GridProps) => {
  const [chosen, setChosen] = useState<Cell | null>(null)
  const [anchor, setAnchor] = useState<Cell | null>(null)
  /** Only what the operator did moves the browser's focus; new data does not. */
  const [wantsFocus, setWantsFocus] = useState(0)

  const rowOf = useMemo(() => new Map(resourceIds.map((id, row) => [id, row])), [resourceIds])
  const columnOf = useMemo(() => new Map(dates.map((date, column) => [date, column])), [dates])
  const placeOf = (cell: Cell | null): Place | null => {
    const row = cell ? rowOf.get(cell.resourceId) : undefined
    const column = cell?.date ? columnOf.get(cell.date) : NAME_COLUMN
    return row === undefined || column === undefined ? null : { row, column }
  }
  const cellAt = ({ row, column }: Place): Cell => ({
    resourceId: resourceIds[row]!,
    date: column === NAME_COLUMN ? null : dates[column]!,
  })

  const active = placeOf(chosen) ?? placeOf(first)
  const begun = placeOf(anchor)
  const area: Area | null = active && begun ? areaOf(begun, active) : null

  const focus = useCallback((cell: Cell) => {
    setChosen(cell)
    setWantsFocus((times) => times + 1)
  }, [])
  const clear = useCallback(() => setAnchor(null), [])

  /** From where the focus is to that cell. */
  const extend = (cell: Cell) => {
    if (active && active.column !== NAME_COLUMN) setAnchor(anchor ?? cellAt(active))
    focus(cell)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (!active || event.altKey) return
    const to = moveBy(event, active, { rows: resourceIds.length, columns: dates.length })
    if (to) {
      event.preventDefault()
      if (event.shiftKey) return extend(cellAt({ ...to, column: Math.max(0, to.column) }))
      clear()
      return focus(cellAt(to))
    }
    const { resourceId, date } = cellAt(active)
    if (event.key === "Escape" && anchor) {
      event.stopPropagation()
      clear()
    } else if (date && event.key === "Enter") {
      event.preventDefault()
      onOpen(resourceId, date)
    } else if (date && event.key === " ") {
      event.preventDefault()
      setAnchor(anchor ? null : { resourceId, date })
    }
  }

  const selection: Selection | null = area && {
    resourceIds: resourceIds.slice(area.top, area.bottom + 1),
    start: dates[area.left]!,
    end: dates[area.right]!,
  }
  return { active, area, selection, wantsFocus, onKeyDown, focus, extend, select: setAnchor, clear }
}
export type Grid = ReturnType<typeof useGrid>
