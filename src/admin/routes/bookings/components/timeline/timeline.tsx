import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual"
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from "react"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDate } from "../../../../lib/types"
import { useColumns } from "./columns"
import { cellKey } from "./day-cell"
import { ResourceRow } from "./resource-row"
import { heightOf, type Row } from "./rows"
import { HEAD_HEIGHT, TimelineHead } from "./timeline-head"
import { TypeRow } from "./type-row"
import { useDrag } from "./use-drag"
import type { Grid } from "./use-grid"

type TimelineProps = {
  rows: Row[]
  dates: CalendarDate[]
  today: CalendarDate | undefined
  grid: Grid
  /** The least width of a date's column. */
  columnWidth: number
  resourceIds: string[]
  onOpen: (resourceId: string, date: CalendarDate) => void
}

/** Resources by dates. Only the rows on screen are in the page, and the one that has the focus. */
export const Timeline = ({ rows, dates, today, grid, columnWidth, resourceIds, onOpen }: TimelineProps) => {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const columns = useColumns(dates)
  const drag = useDrag(grid, dates, onOpen)
  const { active, area, wantsFocus } = grid

  const gridRowOf = useMemo(() => new Map(resourceIds.map((id, index) => [id, index])), [resourceIds])
  const activeIndex = useMemo(
    () => (active ? rows.findIndex(({ key }) => key === resourceIds[active.row]) : -1),
    [active, rows, resourceIds],
  )
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range)
      return activeIndex < 0 || shown.includes(activeIndex) ? shown : [...shown, activeIndex].sort((a, b) => a - b)
    },
    [activeIndex],
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => heightOf(rows[index]!),
    getItemKey: (index) => rows[index]!.key,
    rangeExtractor,
    overscan: 4,
    scrollMargin: HEAD_HEIGHT,
  })
  // Heights are known, not measured: they change with what is on a row.
  useEffect(() => virtualizer.measure(), [rows, virtualizer])

  useLayoutEffect(() => {
    if (wantsFocus === 0 || !active) return
    const key = cellKey(resourceIds[active.row]!, active.column < 0 ? null : dates[active.column]!)
    const cell = scroller.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(key)}"]`)
    cell?.focus({ preventScroll: true })
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" })
    // Only when the operator moved it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wantsFocus])

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={t("calendar.grid")}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      aria-colcount={dates.length + 1}
      onKeyDown={grid.onKeyDown}
      className="relative isolate max-h-[max(360px,calc(100dvh-250px))] select-none overflow-auto border-t [--names:112px] sm:[--names:208px]"
      style={{ scrollPaddingTop: HEAD_HEIGHT, scrollPaddingInlineStart: "var(--names)" }}
    >
      <div style={{ minWidth: `calc(var(--names) + ${dates.length * columnWidth}px)` }}>
        <TimelineHead columns={columns} today={today} />
        <div role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }} {...drag}>
          {virtualizer.getVirtualItems().map(({ index, key, start, size }) => {
            const row = rows[index]!
            const place = row.kind === "resource" ? gridRowOf.get(row.key)! : -1
            return (
              <div
                key={key}
                role="row"
                aria-rowindex={index + 2}
                className="absolute inset-x-0 top-0 flex"
                style={{ height: size, transform: `translateY(${start - HEAD_HEIGHT}px)` }}
              >
                {row.kind === "type" ? (
                  <TypeRow row={row} columns={columns} />
                ) : (
                  <ResourceRow
                    row={row}
                    columns={columns}
                    active={active?.row === place ? active.column : null}
                    selected={area && area.top <= place && place <= area.bottom ? area : null}
                  />
                )}
              </div>
            )
          })}
        </div>
      </div>
    </div>
  )
}
