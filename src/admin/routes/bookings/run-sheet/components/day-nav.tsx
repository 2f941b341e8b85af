import { ArrowLongLeft, ArrowLongRight, DocumentText } from "@medusajs/icons"
import { Button, Container, Heading, IconButton, Select, Text } from "@medusajs/ui"
import { DateField } from "../../../../components/date-fields"
import { NamedParts } from "../../../../components/named-parts"
import { useResourceTypes } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import { addDays } from "../../../../lib/dates"
import type { CalendarDate } from "../../../../lib/types"

type DayNavProps = {
  date: CalendarDate
  /** The day asked for, which may not be there yet: the arrows count from it. Null until today is known. */
  asked: CalendarDate | null
  type: string
  onChange: (changes: { date?: string | null; type?: string | null }, options?: { replace?: boolean }) => void
}

const EVERY_TYPE = "every"

export const DayNav = ({ date, asked, type, onChange }: DayNavProps) => {
  const words = useWords()
  const { t } = words
  const go = (to: CalendarDate | null) => onChange({ date: to }, { replace: false })
  const arrow = (label: string, days: number) => ({
    "aria-label": label,
    disabled: asked === null,
    onClick: () => asked && go(addDays(asked, days)),
  })
  return (
    <Container className="flex flex-wrap items-center justify-between gap-4 px-6 py-4">
      <div className="min-w-0">
        <Heading>{words.date(date, "long")}</Heading>
        <Text size="small" className="text-ui-fg-subtle">
          {t("runSheet.subtitle")}
        </Text>
      </div>
      <NamedParts>
        <div className="flex flex-wrap items-center gap-2">
          <div className="flex items-center gap-x-1">
            <IconButton size="small" {...arrow(t("runSheet.previousDay"), -1)}>
              <ArrowLongLeft />
            </IconButton>
            <Button size="small" variant="secondary" onClick={() => go(null)}>
              {t("common.today")}
            </Button>
            <IconButton size="small" {...arrow(t("runSheet.nextDay"), 1)}>
              <ArrowLongRight />
            </IconButton>
          </div>
          <div className="w-40">
            <DateField size="small" label={t("runSheet.day")} value={asked ?? date} onChange={go} />
          </div>
          <TypeSelect type={type} onChange={onChange} />
          <Button size="small" variant="secondary" onClick={() => window.print()}>
            <DocumentText />
            {t("runSheet.print")}
          </Button>
        </div>
      </NamedParts>
    </Container>
  )
}

const TypeSelect = ({ type, onChange }: Pick<DayNavProps, "type" | "onChange">) => {
  const { t } = useWords()
  const types = useResourceTypes()
  return (
    <Select
      size="small"
      value={type || EVERY_TYPE}
      onValueChange={(to) => onChange({ type: to === EVERY_TYPE ? null : to })}
    >
      <Select.Trigger aria-label={t("common.fields.type")} className="w-36">
        <Select.Value />
      </Select.Trigger>
      <Select.Content>
        <Select.Item value={EVERY_TYPE}>{t("runSheet.everyType")}</Select.Item>
        {types.map((each) => (
          <Select.Item key={each} value={each}>
            {each}
          </Select.Item>
        ))}
      </Select.Content>
    </Select>
  )
}
