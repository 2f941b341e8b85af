export const median = (values) => percentile(values, 50)

/** Of values in any order, by the nearest rank; NaN where there are none. */
export function percentile(values, percent) {
  if (values.length === 0) return Number.NaN
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]
}
