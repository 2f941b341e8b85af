import { useState } from "react"
import { useEditAllocation } from "../../hooks/use-allocations"
import type { ListedAllocation } from "../../lib/types"
import { contactOf, otherWords, wordsOf, type WordsValues } from "./words-schema"

/** A part of the booking: as it was when the form opened, as it was seen last, and why it could not be saved. */
export type WordedRow = {
  opened: ListedAllocation
  seen: ListedAllocation
  error: unknown
  /** What somebody else wrote there stays. */
  isLeft: boolean
}

const asOpened = (row: ListedAllocation): WordedRow => ({ opened: row, seen: row, error: null, isLeft: false })

/**
 * Saves the words of one part of a booking, and of the others what was changed of them. Each part goes by what it was
 * when the form opened, whatever is read meanwhile, and has an error of its own: what was refused is still to be saved.
 */
export const useSaveWords = (allocation: ListedAllocation, others: ListedAllocation[]) => {
  const edit = useEditAllocation()
  const [rows, setRows] = useState(() => [allocation, ...others].map(asOpened))
  const [isBusy, setBusy] = useState(false)
  const [main, ...rest] = rows as [WordedRow, ...WordedRow[]]
  const isOneNote = rest.every(({ opened }) => opened.note === main.opened.note)
  const set = (id: string, change: Partial<WordedRow>) =>
    setRows((present) => present.map((row) => (row.opened.id === id ? { ...row, ...change } : row)))

  /** The error of one part, null where it is saved. */
  const saveRow = async ({ seen }: WordedRow, words: object): Promise<unknown> => {
    const { id, updated_at } = seen
    try {
      const { allocation: saved } = await edit.mutateAsync({ id, ...words, expected_updated_at: updated_at })
      set(id, { seen: { ...seen, ...saved }, error: null })
      return null
    } catch (error) {
      set(id, { error })
      return error
    }
  }

  /** The errors there were; the others wait until the part that was opened is saved. */
  const save = async (values: WordsValues): Promise<unknown[]> => {
    setBusy(true)
    try {
      const refused = await saveRow(main, contactOf(values))
      if (refused) return [refused]
      if (!values.of_all) return []
      const errors: unknown[] = []
      for (const row of rest.filter(({ isLeft }) => !isLeft)) {
        const words = otherWords(values, main.opened, row.seen, isOneNote)
        if (Object.keys(words).length > 0) errors.push(await saveRow(row, words))
      }
      return errors.filter(Boolean)
    } finally {
      setBusy(false)
    }
  }

  /** What somebody else wrote is there now; of the part that was opened the form goes on from it. */
  const takeTheirs = (row: WordedRow, present: ListedAllocation) => {
    const isMain = row.opened.id === main.opened.id
    const seen = { ...row.seen, ...present }
    set(row.opened.id, { seen, error: null, ...(isMain ? { opened: seen } : { isLeft: true }) })
    return isMain ? wordsOf(seen) : null
  }
  const keepMine = (row: WordedRow, present: ListedAllocation) =>
    set(row.opened.id, { seen: { ...row.seen, ...present }, error: null })

  return { main, rows, isOneNote, isBusy, save, takeTheirs, keepMine }
}
