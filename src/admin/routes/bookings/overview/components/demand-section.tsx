import { Container, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { ChartSection } from "../../../../components/chart/chart-section"
import { ChartTip } from "../../../../components/chart/chart-tip"
import { AXIS, GRID, SERIES } from "../../../../components/chart/palette"
import { EmptyState, Loaded } from "../../../../components/page-states"
import { ResourceName } from "../../../../components/resource-name"
import { useLostDemand } from "../../../../hooks/use-reports"
import { useReasonWords } from "../../../../hooks/use-reason-words"
import { useWords } from "../../../../hooks/use-words"
import { bucketsOf, demandBy, mostWanted } from "../../../../lib/figures"
import type { LostDemand } from "../../../../lib/types"
import type { ShownRange } from "./use-overview-range"

/** As many as tell where to put the next vehicle. */
const SHOWN = 8

/** Dates that customers asked for and did not get. */
export const DemandSection = ({ range }: { range: ShownRange }) => {
  const { t } = useWords()
  return (
    <Loaded query={useLostDemand(range)} skeleton={<Container className="h-80 animate-pulse" />}>
      {({ demand }) =>
        demand.length === 0 ? (
          <Container className="p-0">
            <EmptyState title={t("overview.demand.emptyTitle")} text={t("overview.demand.emptyText")} />
          </Container>
        ) : (
          <Demand demand={demand} range={range} />
        )
      }
    </Loaded>
  )
}

const Demand = ({ demand, range }: { demand: LostDemand[]; range: ShownRange }) => {
  const { t, date, range: inWords, number } = useWords()
  const buckets = demandBy(demand, bucketsOf(range.start_date, range.end_date))
  return (
    <ChartSection
      title={t("overview.demand.title")}
      text={t("overview.demand.text", { range: inWords(range.start_date, range.end_date) })}
      legend={<MostWanted demand={demand} />}
      chart={
        <ResponsiveContainer>
          <BarChart data={buckets} margin={{ top: 8, right: 24, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <CartesianGrid {...GRID} />
            <XAxis {...AXIS} dataKey="key" tickFormatter={(key: string) => date(key, "short")} minTickGap={16} />
            <YAxis {...AXIS} allowDecimals={false} width={52} tickFormatter={number} />
            <Tooltip
              isAnimationActive={false}
              cursor={{ fill: "var(--bg-base-hover)" }}
              content={<ChartTip nameOf={(key) => date(key)} figureOf={number} />}
            />
            <Bar
              name={t("overview.demand.refused")}
              dataKey="count"
              fill={SERIES[1].colour}
              maxBarSize={32}
              isAnimationActive={false}
            />
          </BarChart>
        </ResponsiveContainer>
      }
      table={{
        head: [t("overview.days"), t("overview.demand.refused")],
        rows: buckets.map(({ start, end, count }) => [inWords(start, end), number(count)]),
      }}
    />
  )
}

const MostWanted = ({ demand }: { demand: LostDemand[] }) => {
  const { t, number } = useWords()
  const reasonOf = useReasonWords()
  return (
    <ul className="divide-ui-border-base divide-y">
      {mostWanted(demand)
        .slice(0, SHOWN)
        .map(({ resource_id, code, count }) => (
          <li key={`${resource_id} ${code}`} className="flex items-baseline justify-between gap-x-4 py-1.5">
            <div className="flex min-w-0 flex-wrap gap-x-2">
              {resource_id ? (
                <Link
                  to={`/bookings/resources/${resource_id}`}
                  className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
                >
                  <ResourceName id={resource_id} />
                </Link>
              ) : (
                <Text size="small" leading="compact" weight="plus">
                  {t("overview.demand.anyResource")}
                </Text>
              )}
              <Text size="small" leading="compact" className="text-ui-fg-subtle">
                {reasonOf({ code, message: code })}
              </Text>
            </div>
            <Text size="small" leading="compact" weight="plus" className="tabular-nums">
              {number(count)}
            </Text>
          </li>
        ))}
    </ul>
  )
}
