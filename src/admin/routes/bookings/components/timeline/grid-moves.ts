/** A cell by its place: the row of a resource among the resources, and the column of a date; -1 is the resource's name. */
export type Place = { row: number; column: number }
export type Size = { rows: number; columns: number }
/** Both corners belong to it. */
export type Area = { top: number; bottom: number; left: number; right: number }

export const NAME_COLUMN = -1
/** About a screenful. */
const PAGE_ROWS = 8

type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean }

/** Where a key leads, as the ARIA practices have it for grids; null for keys that do not move. */
export const moveBy = ({ key, ctrlKey, metaKey }: Pressed, { row, column }: Place, size: Size): Place | null => {
  const to = (place: Partial<Place>) => within({ row, column, ...place }, size)
  const far = ctrlKey || metaKey
  switch (key) {
    case "ArrowUp":
      return to({ row: row - 1 })
    case "ArrowDown":
      return to({ row: row + 1 })
    case "ArrowLeft":
      return to({ column: column - 1 })
    case "ArrowRight":
      return to({ column: column + 1 })
    case "PageUp":
      return to({ row: row - PAGE_ROWS })
    case "PageDown":
      return to({ row: row + PAGE_ROWS })
    case "Home":
      return to({ column: 0, ...(far ? { row: 0 } : {}) })
    case "End":
      return to({ column: size.columns - 1, ...(far ? { row: size.rows - 1 } : {}) })
    default:
      return null
  }
}

const within = ({ row, column }: Place, { rows, columns }: Size): Place => ({
  row: Math.max(0, Math.min(rows - 1, row)),
  column: Math.max(NAME_COLUMN, Math.min(columns - 1, column)),
})

export const areaOf = (one: Place, other: Place): Area => ({
  top: Math.min(one.row, other.row),
  bottom: Math.max(one.row, other.row),
  left: Math.max(0, Math.min(one.column, other.column)),
  right: Math.max(0, one.column, other.column),
})
