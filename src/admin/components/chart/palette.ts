/** Medusa's own colours, so that charts follow the dashboard into the dark; dashes for who tells no colours apart. */
export const SERIES = [
  { colour: "var(--tag-blue-icon)", dash: undefined },
  { colour: "var(--tag-orange-icon)", dash: "6 3" },
  { colour: "var(--tag-green-icon)", dash: "2 3" },
  { colour: "var(--tag-purple-icon)", dash: "8 3 2 3" },
  { colour: "var(--tag-red-icon)", dash: "10 4" },
  { colour: "var(--tag-neutral-icon)", dash: "1 4" },
] as const

export const seriesOf = (index: number) => SERIES[index % SERIES.length]!

export const OUTCOME_COLOURS = {
  confirmed: "var(--tag-green-icon)",
  active: "var(--tag-blue-icon)",
  released: "var(--tag-neutral-icon)",
  expired: "var(--tag-orange-icon)",
} as const

export const AXIS = {
  tick: { fill: "var(--fg-subtle)", fontSize: 12 },
  tickLine: false,
  axisLine: false,
  tickMargin: 8,
} as const
export const GRID = { vertical: false, stroke: "var(--border-base)" } as const
