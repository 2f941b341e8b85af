const TIMED_RUNS = 5
const GUARDED = ["resource_capacity", "resource_hold", "resource_allocation"]

/** Times a query, the fastest of five runs unless it says how many, and then looks at its plans: all it needs is in memory. */
export async function explain({ timed, explained }, { name, arrange, act, rows, reads = {}, timedRuns = TIMED_RUNS }) {
  const once = async (look) => {
    const input = await arrange?.()
    return await look(() => act(input))
  }
  const ms = []
  while (ms.length < timedRuns) ms.push(await once(timed))
  const { answer, statements } = await once(explained)
  const scans = statements.flatMap((statement) => statement.scans)
  const tables = distinct(scans, "table")
  return {
    name,
    rows: rows(answer),
    ms: Math.min(...ms),
    buffers: statements.reduce((sum, { isSent, buffers }) => sum + (isSent ? buffers : 0), 0),
    statements,
    indexes: distinct(scans, "index"),
    tables,
    allowed: tables.filter((table) => reads[table]).map((table) => `${table}: ${reads[table]}`),
    forbidden: tables.filter((table) => GUARDED.includes(table) && !reads[table]),
  }
}

const distinct = (scans, key) => [...new Set(scans.map((scan) => scan[key]).filter(Boolean))].sort()
