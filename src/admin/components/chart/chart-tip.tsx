import { Text } from "@medusajs/ui"

type Item = { name?: string | number; value?: unknown; color?: string; dataKey?: unknown }
type ChartTipProps = {
  active?: boolean
  label?: string
  payload?: Item[]
  nameOf: (label: string) => string
  figureOf: (value: number) => string
}

/** What recharts shows beside the pointer, as the dashboard's own tooltips look. */
export const ChartTip = ({ active, label, payload = [], nameOf, figureOf }: ChartTipProps) => {
  if (!active || label === undefined || payload.length === 0) return null
  return (
    <div className="bg-ui-bg-component shadow-elevation-tooltip rounded-lg px-3 py-2">
      <Text size="xsmall" weight="plus">
        {nameOf(label)}
      </Text>
      {payload.map(({ name, value, color }) => (
        <div key={String(name)} className="flex items-center gap-x-2">
          <span className="size-2 rounded-full" style={{ backgroundColor: color }} />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {name}
          </Text>
          <Text size="xsmall" className="ms-auto tabular-nums">
            {typeof value === "number" ? figureOf(value) : "–"}
          </Text>
        </div>
      ))}
    </div>
  )
}
