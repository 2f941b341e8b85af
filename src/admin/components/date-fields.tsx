import { DatePicker } from "@medusajs/ui"
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

/** A calendar day, typed or picked. */
export const DateField = ({ value, onChange, label, min, max, disabled, ...rest }: DateFieldProps) => (
  <DatePicker
    {...rest}
    aria-label={rest["aria-labelledby"] ? undefined : label}
    value={toPicker(value)}
    onChange={(date) => onChange(fromPicker(date))}
    minValue={toPicker(min) ?? undefined}
    maxValue={toPicker(max) ?? undefined}
    isDisabled={disabled}
    modal
  />
)

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
