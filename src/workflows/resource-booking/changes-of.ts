/** What an edit changed: the old and the new value of each field that differs, times of editing aside. */
export const changesOf = <Row extends object>(
  before: Row,
  after: Row,
): { before: Partial<Row>; after: Partial<Row> } => {
  const changed = (Object.keys(after) as (keyof Row)[]).filter(
    (field) => field !== "updated_at" && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  )
  const only = (row: Row) => Object.fromEntries(changed.map((field) => [field, row[field]])) as Partial<Row>
  return { before: only(before), after: only(after) }
}
