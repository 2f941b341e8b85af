import { readHistory } from "../log.mjs"
import { figuresOf } from "../report.mjs"
import { lostAcknowledgements } from "./acknowledged.mjs"
import { unexplainedAnswers } from "./answers.mjs"
import { booksInOrder, settle } from "./settle.mjs"

/** Everything that must hold after a run: the figures, and the violations by who found them. */
export async function judge({ stage, history, faults }) {
  const unsettled = await settle(stage)
  const lines = readHistory(history.file)
  const { unexplained, inside } = unexplainedAnswers(lines, faults)
  const { check } = await import("../history/check.mjs").catch(() => ({ check: () => [] }))
  return {
    ...figuresOf(lines, faults, inside),
    violations: {
      recovery: [...faults.flatMap(({ failure }) => failure ?? []), ...unsettled],
      books: await booksInOrder(stage),
      acknowledged: await lostAcknowledgements(lines, stage.db),
      answers: unexplained,
      history: check(lines).map((found) => (typeof found === "string" ? found : JSON.stringify(found))),
    },
  }
}
