import { ChevronLeftMini, ChevronRightMini } from "@medusajs/icons"
import { Button, IconButton, Input, Select } from "@medusajs/ui"
import { DateField } from "../../../components/date-fields"
import { NamedParts } from "../../../components/named-parts"
import { useResourceTypes } from "../../../hooks/use-resources"
import { useWords } from "../../../hooks/use-words"
import { SPANS, STATUSES, type CalendarView } from "./use-calendar-view"

/** Radix knows no empty value. */
const ANY = "any"

/** Where in time, how far, and which resources. */
export const CalendarToolbar = ({ view }: { view: CalendarView }) => (
  <NamedParts>
    <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 py-3 sm:px-6">
      <Dates view={view} />
      <Filters view={view} />
    </div>
  </NamedParts>
)

const Dates = ({ view }: { view: CalendarView }) => {
  const { t } = useWords()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button size="small" variant="secondary" onClick={() => view.show(null)}>
        {t("common.today")}
      </Button>
      <div className="flex items-center gap-x-1">
        <IconButton size="small" variant="transparent" aria-label={t("calendar.earlier")} onClick={() => view.step(-1)}>
          <ChevronLeftMini className="rtl:rotate-180" />
        </IconButton>
        <IconButton size="small" variant="transparent" aria-label={t("calendar.later")} onClick={() => view.step(1)}>
          <ChevronRightMini className="rtl:rotate-180" />
        </IconButton>
      </div>
      <div className="w-40">
        <DateField
          size="small"
          label={t("calendar.jump")}
          value={view.start}
          onChange={(date) => date !== view.start && view.show(date)}
        />
      </div>
      <Choice
        label={t("calendar.span")}
        value={view.span}
        options={SPANS.map((span) => ({ value: span, label: t(`calendar.spans.${span}`) }))}
        onChange={(span) => view.set({ span })}
      />
    </div>
  )
}

const Filters = ({ view }: { view: CalendarView }) => {
  const { t } = useWords()
  const types = useResourceTypes()
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Choice
        label={t("common.fields.type")}
        value={view.type || ANY}
        options={[
          { value: ANY, label: t("calendar.allTypes") },
          ...[...new Set([...types, ...(view.type ? [view.type] : [])])].map((type) => ({ value: type, label: type })),
        ]}
        onChange={(type) => view.set({ type: type === ANY ? null : type })}
      />
      <Choice
        label={t("common.fields.status")}
        value={view.status}
        options={STATUSES.map((status) => ({
          value: status,
          label: status === "all" ? t("calendar.allStatuses") : t(`common.resourceStatus.${status}`),
        }))}
        onChange={(status) => view.set({ status })}
      />
      <Input
        size="small"
        type="search"
        aria-label={t("calendar.search")}
        placeholder={t("calendar.search")}
        value={view.q}
        onChange={(event) => view.set({ q: event.target.value })}
      />
    </div>
  )
}

type ChoiceProps = {
  label: string
  value: string
  options: { value: string; label: string }[]
  onChange: (value: string) => void
}

const Choice = ({ label, value, options, onChange }: ChoiceProps) => (
  <Select size="small" value={value} onValueChange={onChange}>
    <Select.Trigger aria-label={label} className="w-auto min-w-28 gap-x-2">
      <Select.Value />
    </Select.Trigger>
    <Select.Content>
      {options.map((option) => (
        <Select.Item key={option.value} value={option.value}>
          {option.label}
        </Select.Item>
      ))}
    </Select.Content>
  </Select>
)
