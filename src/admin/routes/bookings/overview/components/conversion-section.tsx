import { Container } from "@medusajs/ui"
import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts"
import { ChartSection } from "../../../../components/chart/chart-section"
import { ChartTip } from "../../../../components/chart/chart-tip"
import { Legend } from "../../../../components/chart/legend"
import { AXIS, GRID, OUTCOME_COLOURS } from "../../../../components/chart/palette"
import { EmptyState, Loaded } from "../../../../components/page-states"
import { useConversion } from "../../../../hooks/use-reports"
import { useWords } from "../../../../hooks/use-words"
import { addDays, todayIn } from "../../../../lib/dates"
import { bucketsOf, knownIn, outcomeOf, outcomesBy, shareOf } from "../../../../lib/figures"
import type { ConversionRow } from "../../../../lib/types"
import type { ShownRange } from "./use-overview-range"

const OUTCOMES = ["confirmed", "active", "released", "expired"] as const

/** What became of the holds that customers placed on these days; a day that is not over anywhere yet is the last. */
export const ConversionSection = ({ range: { start_date, end_date } }: { range: ShownRange }) => {
  const { t, date } = useWords()
  const lastDay = addDays(todayIn("local"), 1)
  const past = { start_date, end_date: end_date < lastDay ? end_date : lastDay }
  return (
    <Loaded
      query={useConversion({ from: start_date, to: end_date })}
      skeleton={<Container className="h-80 animate-pulse" />}
    >
      {({ conversion, complete_from }) => {
        const rows = knownIn(conversion, complete_from)
        const isCut = past.start_date < complete_from
        const cut = isCut ? t("overview.conversion.since", { date: date(complete_from) }) : ""
        return outcomeOf(rows).placed === 0 ? (
          <Container className="p-0">
            <EmptyState title={t("overview.conversion.emptyTitle")} text={cut || t("overview.conversion.emptyText")} />
          </Container>
        ) : (
          <Outcomes rows={rows} range={isCut ? { ...past, start_date: complete_from } : past} cut={cut} />
        )
      }}
    </Loaded>
  )
}

type OutcomesProps = { rows: ConversionRow[]; range: ShownRange; cut: string }

const Outcomes = ({ rows, range, cut }: OutcomesProps) => {
  const { t, date, range: inWords, number, percent } = useWords()
  const buckets = outcomesBy(rows, bucketsOf(range.start_date, range.end_date))
  const all = outcomeOf(rows)
  return (
    <ChartSection
      title={t("overview.conversion.title")}
      text={`${t("overview.conversion.text", {
        placed: number(all.placed),
        range: inWords(range.start_date, range.end_date),
      })} ${cut}`.trim()}
      legend={
        <Legend
          items={OUTCOMES.map((outcome) => ({
            name: t(`overview.outcome.${outcome}`),
            colour: OUTCOME_COLOURS[outcome],
            figure: number(all[outcome]),
            aside: outcome === "active" ? undefined : percent(shareOf(all[outcome], all.ended)),
          }))}
        />
      }
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
            {OUTCOMES.map((outcome) => (
              <Bar
                key={outcome}
                name={t(`overview.outcome.${outcome}`)}
                dataKey={outcome}
                stackId="outcome"
                fill={OUTCOME_COLOURS[outcome]}
                maxBarSize={32}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        </ResponsiveContainer>
      }
      table={{
        head: [
          t("overview.days"),
          t("overview.placed"),
          ...OUTCOMES.map((outcome) => t(`overview.outcome.${outcome}`)),
        ],
        rows: buckets.map((bucket) => [
          inWords(bucket.start, bucket.end),
          number(bucket.placed),
          ...OUTCOMES.map((outcome) => number(bucket[outcome])),
        ]),
      }}
    />
  )
}
