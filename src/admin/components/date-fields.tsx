import { DatePicker } from "@medusajs/ui"
import { useMemo, useState } from "react"
import { fromPicker, toPicker } from "../lib/dates"
import type { CalendarDate } from "../lib/types"

type DateFieldProps = {
  value: CalendarDate | null
  onChange: (date: CalendarDate | null) => void
  /** Said to screen readers where no `Form.Label` names the field. */
  label?: string
  min?: CalendarDate
  max?: CalendarDate
  size?: "base" | "small"
  disabled?: boolean
  id?: string
  "aria-labelledby"?: string
  "aria-describedby"?: string
  "aria-invalid"?: boolean
}

/** Somebody is still typing the year: its first digits are years, too. */
const isWhole = (date: CalendarDate | null) => date === null || date >= "1900-01-01"

/** A calendar day, typed or picked. */
export const DateField = ({ value, onChange, label, min, max, disabled, ...rest }: DateFieldProps) => {
  const { key, shown, setShown } = useShown(value)
  const emit = (date: CalendarDate | null) => {
    if (date === shown || !isWhole(date)) return
    setShown(date)
    onChange(date)
  }
  const date = useMemo(() => toPicker(value), [value])
  return (
    <DatePicker
      key={key}
      {...rest}
      aria-label={rest["aria-labelledby"] ? undefined : label}
      value={date}
      onChange={(picked) => emit(fromPicker(picked))}
      minValue={toPicker(min) ?? undefined}
      maxValue={toPicker(max) ?? undefined}
      isDisabled={disabled}
      modal
    />
  )
}

/** Medusa's picker keeps the day that it has shown first: one that comes from elsewhere needs a new picker. */
const useShown = (value: CalendarDate | null) => {
  const [{ given, shown, round }, set] = useState({ given: value, shown: value, round: 0 })
  if (value !== given) set({ given: value, shown: value, round: value === shown ? round : round + 1 })
  return { key: round, shown, setShown: (date: CalendarDate | null) => set({ given, shown: date, round }) }
}

export type DateRangeValue = { start: CalendarDate | null; end: CalendarDate | null }
type DateRangeFieldProps = {
  value: DateRangeValue
  onChange: (range: DateRangeValue) => void
  labels: { start: string; end: string }
  min?: CalendarDate
  size?: "base" | "small"
}

/** Both days count. A first day after the last one takes the last one along. */
export const DateRangeField = ({ value: { start, end }, onChange, labels, min, size }: DateRangeFieldProps) => (
  <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
    <DateField
      label={labels.start}
      value={start}
      min={min}
      size={size}
      onChange={(date) => onChange({ start: date, end: date && end && end < date ? date : end })}
    />
    <DateField
      label={labels.end}
      value={end}
      min={start ?? min}
      size={size}
      onChange={(date) => onChange({ start, end: date })}
    />
  </div>
)
