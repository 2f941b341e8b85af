import { useState } from "react"

/**
 * What an edit is an edit of: the row as it was when the form opened, whatever is read meanwhile. `rebase` makes it the
 * present one, after the operator has seen what somebody else has changed.
 */
export const useBase = <Row extends { updated_at: string }>(row: Row) => {
  const [seen, rebase] = useState(row)
  return { seen, rebase }
}
export type Base<Row extends { updated_at: string }> = { seen: Row; rebase: (present: Row) => void }
