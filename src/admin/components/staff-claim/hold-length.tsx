import { Form } from "@medusajs/dashboard/components"
import { Select } from "@medusajs/ui"
import type { Control } from "react-hook-form"
import { useWords } from "../../hooks/use-words"
import { LONGEST_HOLD_MINUTES, type ClaimValues } from "./claim-schema"

const HOUR = 60
const DAY = 24 * HOUR
export const HOLD_LENGTHS = [30, HOUR, 4 * HOUR, DAY, 2 * DAY, LONGEST_HOLD_MINUTES]
/** Radix takes no empty value for an item. */
const USUAL = "usual"

/** As people say it: 30 minutes, 4 hours, 2 days. */
export const useMinutesInWords = () => {
  const { t } = useWords()
  return (minutes: number) => {
    if (minutes % DAY === 0) return t("common.days", { count: minutes / DAY })
    if (minutes % HOUR === 0) return t("bookings.hours", { count: minutes / HOUR })
    return t("bookings.minutes", { count: minutes })
  }
}

export const HoldLength = ({ control }: { control: Control<ClaimValues> }) => {
  const { t } = useWords()
  const inWords = useMinutesInWords()
  return (
    <Form.Field
      control={control}
      name="ttl_minutes"
      render={({ field: { value, onChange, ref } }) => (
        <Form.Item>
          <Form.Label>{t("bookings.form.holdFor")}</Form.Label>
          <Select value={value || USUAL} onValueChange={(chosen) => onChange(chosen === USUAL ? "" : chosen)}>
            <Form.Control>
              <Select.Trigger ref={ref}>
                <Select.Value />
              </Select.Trigger>
            </Form.Control>
            <Select.Content>
              <Select.Item value={USUAL}>{t("bookings.form.holdUsual")}</Select.Item>
              {HOLD_LENGTHS.map((minutes) => (
                <Select.Item key={minutes} value={String(minutes)}>
                  {inWords(minutes)}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
          <Form.ErrorMessage />
        </Form.Item>
      )}
    />
  )
}
