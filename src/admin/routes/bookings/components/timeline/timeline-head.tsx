import { clx } from "@medusajs/ui"
import { useWords } from "../../../../hooks/use-words"
import type { CalendarDate } from "../../../../lib/types"
import type { Column } from "./columns"

export const HEAD_HEIGHT = 66

/** The dates; `today` is where the resources are. */
export const TimelineHead = ({ columns, today }: { columns: Column[]; today: CalendarDate | undefined }) => {
  const { t } = useWords()
  return (
    <div role="rowgroup" className="sticky top-0 z-[3]" style={{ height: HEAD_HEIGHT }}>
      <div role="row" aria-rowindex={1} className="flex h-full">
        <div
          role="columnheader"
          aria-colindex={1}
          className="bg-ui-bg-base border-ui-border-base txt-compact-xsmall-plus text-ui-fg-subtle sticky start-0 z-[4] flex w-[--names] shrink-0 items-end border-b border-e px-3 pb-2 sm:px-4"
        >
          {t("common.menu.resources")}
        </div>
        <div
          role="presentation"
          className="bg-ui-bg-base grid flex-1"
          style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}
        >
          {columns.map((column, index) => (
            <Head key={column.date} column={column} index={index} isToday={column.date === today} />
          ))}
        </div>
      </div>
    </div>
  )
}

const Head = ({ column, index, isToday }: { column: Column; index: number; isToday: boolean }) => (
  <div
    role="columnheader"
    aria-colindex={index + 2}
    className={clx(
      "border-ui-border-base relative flex flex-col items-center justify-end gap-y-0.5 border-b pb-1",
      column.isWeekend ? "bg-ui-bg-subtle" : "bg-ui-bg-base",
    )}
  >
    <span className="sr-only">{column.name}</span>
    {column.month && (
      <span
        aria-hidden
        className="txt-compact-xsmall-plus text-ui-fg-base absolute start-1.5 top-1 z-[1] whitespace-nowrap"
      >
        {column.month}
      </span>
    )}
    <span aria-hidden className="txt-compact-xsmall text-ui-fg-subtle">
      {column.weekday}
    </span>
    <span
      aria-hidden
      className={clx("txt-compact-xsmall-plus rounded-full px-1.5 py-px tabular-nums", {
        "bg-ui-tag-blue-bg text-ui-tag-blue-text ring-ui-border-interactive ring-1": isToday,
      })}
    >
      {column.day}
    </span>
  </div>
)
