import { useRef, type MouseEvent, type PointerEvent } from "react"
import type { CalendarDate } from "../../../../lib/types"
import type { Grid } from "./use-grid"

type Pressed = { resourceId: string; date: CalendarDate; isDragged: boolean }

/** The cell below a pointer: its row names the resource, and where in the row it is the date, also above a bar. */
export const cellBelow = (x: number, y: number, dates: CalendarDate[]) => {
  const cells = document
    .elementsFromPoint(x, y)
    .map((element) => element.closest<HTMLElement>("[data-cells-of]"))
    .find(Boolean)
  if (!cells) return null
  const { left, right } = cells.getBoundingClientRect()
  const across = getComputedStyle(cells).direction === "rtl" ? right - x : x - left
  const column = Math.floor((across / (right - left)) * dates.length)
  const date = dates[Math.max(0, Math.min(dates.length - 1, column))]
  return date ? { resourceId: cells.dataset.cellsOf!, date } : null
}

/**
 * A mouse drags over cells to select them, and a click opens one. A finger scrolls, so it only taps. Shift and a click
 * select from where the focus was.
 */
export const useDrag = (
  grid: Grid,
  dates: CalendarDate[],
  onOpen: (resourceId: string, date: CalendarDate) => void,
) => {
  const pressed = useRef<Pressed | null>(null)

  const onPointerDown = (event: PointerEvent) => {
    if (event.button !== 0 || event.pointerType === "touch") return
    const cell = cellBelow(event.clientX, event.clientY, dates)
    if (!cell) return
    event.preventDefault()
    if (event.shiftKey) return grid.extend(cell)
    pressed.current = { ...cell, isDragged: false }
    grid.clear()
    grid.focus(cell)
  }

  const onPointerMove = (event: PointerEvent) => {
    const from = pressed.current
    if (!from || event.buttons !== 1) return
    const cell = cellBelow(event.clientX, event.clientY, dates)
    if (!cell || (!from.isDragged && cell.resourceId === from.resourceId && cell.date === from.date)) return
    from.isDragged = true
    grid.select({ resourceId: from.resourceId, date: from.date })
    grid.focus(cell)
  }

  const onPointerUp = () => {
    const from = pressed.current
    pressed.current = null
    if (from && !from.isDragged) onOpen(from.resourceId, from.date)
  }

  const onClick = (event: MouseEvent) => {
    if ((event.nativeEvent as globalThis.PointerEvent).pointerType !== "touch") return
    const cell = cellBelow(event.clientX, event.clientY, dates)
    if (!cell) return
    grid.focus(cell)
    onOpen(cell.resourceId, cell.date)
  }
  return { onPointerDown, onPointerMove, onPointerUp, onClick }
}
