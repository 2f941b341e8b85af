import { clx } from "@medusajs/ui"
import { TypeBadge } from "../../../../components/badges"
import { useWords } from "../../../../hooks/use-words"
import type { Column } from "./columns"
import type { TypeRow as Row } from "./rows"

/** The head of a type: how much of it is free on each date, all its resources together. */
export const TypeRow = ({ row: { type, count, free }, columns }: { row: Row; columns: Column[] }) => {
  const { t, number } = useWords()
  return (
    <>
      <div
        role="rowheader"
        aria-colindex={1}
        className="bg-ui-bg-subtle border-ui-border-base sticky start-0 z-[2] flex w-[--names] shrink-0 items-center gap-x-2 border-b border-e px-3 sm:px-4"
      >
        <TypeBadge type={type} />
        <span className="txt-compact-xsmall text-ui-fg-subtle tabular-nums">{number(count)}</span>
        <span className="txt-compact-xsmall text-ui-fg-subtle ms-auto max-sm:hidden">{t("calendar.free")}</span>
      </div>
      <div
        role="presentation"
        className="bg-ui-bg-subtle grid flex-1"
        style={{ gridTemplateColumns: `repeat(${columns.length}, minmax(0, 1fr))` }}
      >
        {columns.map(({ date }, index) => (
          <div
            key={date}
            role="gridcell"
            aria-colindex={index + 2}
            className={clx(
              "border-ui-border-base txt-compact-xsmall relative flex items-center justify-center overflow-hidden border-b border-e tabular-nums",
              free[index] === 0 ? "text-ui-tag-orange-text" : "text-ui-fg-subtle",
            )}
          >
            <span className="sr-only">
              {free[index] === null || free[index] === undefined
                ? t("calendar.noneOpen", { type })
                : t("calendar.freeOf", { units: free[index], type })}
            </span>
            <span aria-hidden>{free[index] === null ? "–" : number(free[index] ?? 0)}</span>
          </div>
        ))}
      </div>
    </>
  )
}
