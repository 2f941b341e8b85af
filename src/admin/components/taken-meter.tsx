import { clx, Text } from "@medusajs/ui"
import { useWords } from "../hooks/use-words"

type TakenMeterProps = { taken: number; capacity: number; className?: string }

/** `3 / 4` with a bar: how much of a capacity is spoken for. */
export const TakenMeter = ({ taken, capacity, className }: TakenMeterProps) => {
  const { t, number } = useWords()
  const share = capacity > 0 ? Math.min(1, taken / capacity) : 0
  return (
    <div
      className={clx("flex items-center gap-x-2", className)}
      role="img"
      aria-label={t("common.takenOf", { taken, capacity })}
    >
      <Text size="small" leading="compact" className="tabular-nums">
        {number(taken)} / {number(capacity)}
      </Text>
      <div className="bg-ui-bg-component-pressed h-1.5 w-16 overflow-hidden rounded-full" aria-hidden>
        <div className={clx("h-full rounded-full", colourOf(taken, capacity))} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}

const colourOf = (taken: number, capacity: number) => {
  if (taken > capacity) return "bg-ui-tag-red-icon"
  if (taken === capacity) return "bg-ui-tag-orange-icon"
  return "bg-ui-tag-green-icon"
}
