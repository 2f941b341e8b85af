import { Container } from "@medusajs/ui"
import { CartesianGrid, Line, LineChart, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { ChartSection } from "../../../../components/chart/chart-section"
import { ChartTip } from "../../../../components/chart/chart-tip"
import { Legend } from "../../../../components/chart/legend"
import { AXIS, GRID, seriesOf } from "../../../../components/chart/palette"
import { EmptyState, Loaded } from "../../../../components/page-states"
import { useUtilisation } from "../../../../hooks/use-reports"
import { useWords } from "../../../../hooks/use-words"
import { shareOf, usageOf, usagesOf, weeksOfTypes, type TypeUsage } from "../../../../lib/figures"
import type { ShownRange } from "./use-overview-range"

/** How full each type is, week by week. */
export const UtilisationSection = ({ range }: { range: ShownRange }) => {
  const { t } = useWords()
  return (
    <Loaded
      query={useUtilisation({ ...range, by: "week", split: "type" })}
      skeleton={<Container className="h-80 animate-pulse" />}
    >
      {({ utilisation }) => {
        const types = usagesOf(utilisation)
        return types.length > 0 ? (
          <Usages types={types} range={range} />
        ) : (
          <Container className="p-0">
            <EmptyState title={t("overview.utilisation.emptyTitle")} text={t("overview.utilisation.emptyText")} />
          </Container>
        )
      }}
    </Loaded>
  )
}

const Usages = ({ types, range }: { types: TypeUsage[]; range: ShownRange }) => {
  const { t, date, range: inWords, number, percent } = useWords()
  const weeks = weeksOfTypes(types)
  const shown = (share: number | null | undefined) => (typeof share === "number" ? percent(share) : "–")
  return (
    <ChartSection
      title={t("overview.utilisation.title")}
      text={t("overview.utilisation.text", { range: inWords(range.start_date, range.end_date) })}
      legend={
        <Legend
          items={types.map(({ type, rows }, index) => {
            const { capacity, allocated } = usageOf(rows)
            return {
              name: type,
              colour: seriesOf(index).colour,
              figure: percent(shareOf(allocated, capacity)),
              aside: t("overview.figures.unitDays", { taken: number(allocated), capacity: number(capacity) }),
            }
          })}
        />
      }
      chart={
        <ResponsiveContainer>
          <LineChart data={weeks} margin={{ top: 8, right: 24, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid {...GRID} />
            <XAxis {...AXIS} dataKey="week" tickFormatter={(week: string) => date(week, "short")} minTickGap={16} />
            <YAxis {...AXIS} domain={[0, 1]} ticks={[0, 0.25, 0.5, 0.75, 1]} tickFormatter={percent} width={52} />
            <Tooltip
              isAnimationActive={false}
              content={
                <ChartTip nameOf={(week) => t("overview.week", { date: date(week, "short") })} figureOf={percent} />
              }
            />
            {types.map(({ type }, index) => (
              <Line
                key={type}
                name={type}
                dataKey={({ of }: (typeof weeks)[number]) => of[type] ?? null}
                stroke={seriesOf(index).colour}
                strokeDasharray={seriesOf(index).dash}
                strokeWidth={2}
                dot={{ r: 3, fill: seriesOf(index).colour, strokeWidth: 0 }}
                isAnimationActive={false}
              />
            ))}
          </LineChart>
        </ResponsiveContainer>
      }
      table={{
        head: [t("overview.weekOf"), ...types.map(({ type }) => type)],
        rows: weeks.map(({ week, of }) => [date(week), ...types.map(({ type }) => shown(of[type]))]),
      }}
    />
  )
}
