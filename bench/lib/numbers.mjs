export const median = (values) => percentile(values, 50)

/** Of values in any order, by the nearest rank; what was not measured is not counted, and NaN is the answer of nothing. */
export function percentile(values, percent) {
  const sorted = Float64Array.from(values.filter(Number.isFinite)).sort()
  if (sorted.length === 0) return Number.NaN
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)]
}
