import { Container, Heading, Hint, Select, Text } from "@medusajs/ui"
import { DateRangeField } from "../../../../components/date-fields"
import { Loaded, SectionSkeleton } from "../../../../components/page-states"
import { useConversion, useLostDemand, useUtilisation } from "../../../../hooks/use-reports"
import { useWords } from "../../../../hooks/use-words"
import { knownIn, outcomeOf, shareOf, usageOf } from "../../../../lib/figures"
import { LONGEST_DAYS, PRESETS, type OverviewRange, type Preset, type ShownRange } from "./use-overview-range"

/** The dates that everything below is about, and the four figures that say how it goes. */
export const FiguresSection = ({ range }: { range: OverviewRange }) => {
  const { t } = useWords()
  const { start_date, end_date, fault, preset, shown, setRange, showPreset } = range
  return (
    <Container className="divide-y p-0">
      <div className="flex flex-col gap-4 px-6 py-4">
        <div>
          <Heading>{t("overview.title")}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {t("overview.subtitle")}
          </Text>
        </div>
        <div className="grid gap-3 sm:grid-cols-[minmax(12rem,1fr)_2fr]">
          <Select size="small" value={preset ?? ""} onValueChange={(name) => showPreset(name as Preset)}>
            <Select.Trigger aria-label={t("overview.presets.label")}>
              <Select.Value placeholder={t("overview.presets.own")} />
            </Select.Trigger>
            <Select.Content>
              {PRESETS.map((name) => (
                <Select.Item key={name} value={name}>
                  {t(`overview.presets.${name}`)}
                </Select.Item>
              ))}
            </Select.Content>
          </Select>
          <DateRangeField
            size="small"
            value={{ start: start_date, end: end_date }}
            labels={{ start: t("overview.from"), end: t("overview.to") }}
            onChange={({ start, end }) => setRange({ start_date: start ?? undefined, end_date: end ?? undefined })}
          />
        </div>
        {fault && (
          <Hint variant="error" role="alert">
            {t(`overview.fault.${fault}`, { days: LONGEST_DAYS })}
          </Hint>
        )}
      </div>
      {shown && <Figures range={shown} />}
    </Container>
  )
}

const Figures = ({ range }: { range: ShownRange }) => {
  const { t, date, number, percent } = useWords()
  const utilisation = useUtilisation({ ...range, by: "week" })
  const conversion = useConversion({ from: range.start_date, to: range.end_date })
  const demand = useLostDemand(range)
  return (
    <div className="grid grid-cols-2 lg:grid-cols-4">
      <Loaded query={utilisation} skeleton={<TileSkeleton />} isSaid>
        {({ utilisation }) => {
          const { capacity, allocated, held } = usageOf(utilisation)
          return (
            <Tile
              name={t("overview.figures.utilisation")}
              figure={percent(shareOf(allocated, capacity))}
              aside={t("overview.figures.unitDays", { taken: number(allocated), capacity: number(capacity) })}
              more={held > 0 ? t("overview.figures.held", { held: number(held) }) : undefined}
            />
          )
        }}
      </Loaded>
      <Loaded query={conversion} skeleton={<TileSkeleton />} isSaid>
        {({ conversion, complete_from }) => {
          const { confirmed, expired, ended } = outcomeOf(knownIn(conversion, complete_from))
          const cut = range.start_date < complete_from
          const since = cut ? t("overview.figures.since", { date: date(complete_from, "short") }) : undefined
          const of = (part: number) => t("overview.figures.ofHolds", { part: number(part), ended: number(ended) })
          return (
            <>
              <Tile
                name={t("overview.figures.conversion")}
                figure={ended === 0 ? "–" : percent(shareOf(confirmed, ended))}
                aside={of(confirmed)}
                more={since}
              />
              <Tile
                name={t("overview.figures.lapsed")}
                figure={ended === 0 ? "–" : percent(shareOf(expired, ended))}
                aside={of(expired)}
                more={since}
              />
            </>
          )
        }}
      </Loaded>
      <Loaded query={demand} skeleton={<TileSkeleton />} isSaid>
        {({ demand }) => (
          <Tile
            name={t("overview.figures.demand")}
            figure={number(demand.reduce((sum, { count }) => sum + count, 0))}
            aside={t("overview.figures.refused")}
          />
        )}
      </Loaded>
    </div>
  )
}

const TileSkeleton = () => <SectionSkeleton rows={2} />

type TileProps = { name: string; figure: string; aside: string; more?: string }

const Tile = ({ name, figure, aside, more }: TileProps) => (
  <div className="px-6 py-4">
    <Text size="small" className="text-ui-fg-subtle">
      {name}
    </Text>
    <p className="h1-core tabular-nums">{figure}</p>
    <Text size="xsmall" className="text-ui-fg-subtle">
      {aside}
    </Text>
    {more && (
      <Text size="xsmall" className="text-ui-fg-subtle">
        {more}
      </Text>
    )}
  </div>
)
