import { clx } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { useWords } from "../../../../hooks/use-words"
import { ClaimBar } from "./claim-bar"
import type { Column } from "./columns"
import { cellKey, DayCell } from "./day-cell"
import type { ResourceRow as Row } from "./rows"

type ResourceRowProps = {
  row: Row
  columns: Column[]
  /** The column that can be tabbed to, if it is in this row; -1 is the name. */
  active: number | null
  selected: { left: number; right: number } | null
}

export const ResourceRow = ({ row: { calendar, bars }, columns, active, selected }: ResourceRowProps) => {
  const { t } = useWords()
  const { resource, dates, today } = calendar
  return (
    <>
      <div
        role="rowheader"
        aria-colindex={1}
        className="bg-ui-bg-base border-ui-border-base sticky start-0 z-[2] flex w-[--names] shrink-0 flex-col justify-center border-b border-e px-3 sm:px-4"
      >
        <Link
          to={`/bookings/resources/${resource.id}`}
          tabIndex={active === -1 ? 0 : -1}
          data-cell={cellKey(resource.id, null)}
          title={resource.name}
          className={clx(
            "txt-compact-small-plus focus-visible:shadow-borders-focus line-clamp-2 rounded outline-none hover:underline",
            resource.is_active ? "text-ui-fg-base" : "text-ui-fg-subtle",
          )}
        >
          {resource.name}
        </Link>
        {!resource.is_active && (
          <span className="txt-compact-xsmall text-ui-fg-subtle">{t("common.resourceStatus.inactive")}</span>
        )}
      </div>
      <div
        role="presentation"
        data-cells-of={resource.id}
        className="relative grid flex-1"
        style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}
      >
        {columns.map(({ date, name }, index) => {
          const day = dates[index]
          return day?.date === date ? (
            <DayCell
              key={date}
              resource={resource}
              day={day}
              name={name}
              index={index}
              today={today}
              isActive={active === index}
              isSelected={selected !== null && selected.left <= index && index <= selected.right}
              more={bars.hidden.get(index) ?? 0}
            />
          ) : null
        })}
        <div aria-hidden className="pointer-events-none absolute inset-0">
          {bars.bars.map((bar) => (
            <ClaimBar key={`${bar.lane}:${bar.from}`} bar={bar} columns={columns.length} />
          ))}
          {selected && <Selected {...selected} columns={columns.length} />}
        </div>
      </div>
    </>
  )
}

const Selected = ({ left, right, columns }: { left: number; right: number; columns: number }) => (
  <div
    className="bg-ui-bg-interactive ring-ui-border-interactive absolute inset-y-0 opacity-30 ring-1"
    style={{
      insetInlineStart: `${(left / columns) * 100}%`,
      width: `${((right - left + 1) / columns) * 100}%`,
    }}
  />
)
