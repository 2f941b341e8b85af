import { clx } from "@medusajs/ui"
import { useWords } from "../hooks/use-words"

type WeekdaysFieldProps = {
  value: number[]
  onChange: (weekdays: number[]) => void
  id?: string
  "aria-labelledby"?: string
  "aria-describedby"?: string
}

/** Days of the week as switches, Monday (1) first. */
export const WeekdaysField = ({ value, onChange, ...rest }: WeekdaysFieldProps) => {
  const { weekdays } = useWords()
  const long = weekdays("long")
  return (
    <div role="group" className="flex flex-wrap gap-2" {...rest}>
      {weekdays("short").map((name, index) => {
        const weekday = index + 1
        const isChosen = value.includes(weekday)
        return (
          <button
            key={weekday}
            type="button"
            aria-pressed={isChosen}
            onClick={() => onChange(isChosen ? value.filter((each) => each !== weekday) : [...value, weekday].sort())}
            className={clx(
              "txt-compact-small-plus shadow-borders-base focus-visible:shadow-borders-focus min-w-12 rounded-md px-3 py-1.5 outline-none",
              isChosen
                ? "bg-ui-tag-blue-bg text-ui-tag-blue-text"
                : "bg-ui-bg-field text-ui-fg-subtle hover:bg-ui-bg-field-hover",
            )}
          >
            <span aria-hidden>{name}</span>
            <span className="sr-only">{long[index]}</span>
          </button>
        )
      })}
    </div>
  )
}
