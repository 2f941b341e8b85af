import { check } from "../history/check.mjs"
import { readHistory } from "../log.mjs"
import { figuresOf } from "../report.mjs"
import { lostAcknowledgements } from "./acknowledged.mjs"
import { isOverselling, unexplainedAnswers } from "./answers.mjs"
import { booksInOrder, settle } from "./settle.mjs"

/** What the database says for itself when all is up again. */
export async function judgeBooks({ stage, faults }) {
  const unsettled = await settle(stage)
  return {
    recovery: [...faults.flatMap(({ failure }) => failure ?? []), ...unsettled],
    books: await booksInOrder(stage),
  }
}

/** Everything that must hold after a run: the figures, and the violations by who found them. */
export async function judge({ stage, history, faults }) {
  const books = await judgeBooks({ stage, faults })
  const lines = readHistory(history.file)
  const { unexplained, inside } = unexplainedAnswers(lines, faults)
  const convicted = check(lines)
  return {
    ...figuresOf(lines, faults, inside),
    oversold: [...books.books, ...convicted].filter(isOverselling).length,
    violations: {
      ...books,
      acknowledged: await lostAcknowledgements(lines, stage.db),
      answers: unexplained,
      history: convicted,
    },
  }
}
