import type { Reply } from "./http-client"

/** Answers counted by outcome, such as `{ "201": 1, "409 insufficient_capacity": 199 }`. */
export type Tally = Record<string, number>

/** `201`, or for a refusal `409 insufficient_capacity`; `broken ECONNRESET` where there was no answer at all. */
export function outcomeOf(settled: PromiseSettledResult<Reply<unknown>>): string {
  if (settled.status === "rejected") {
    const { code, message } = settled.reason as { code?: string; message?: string }
    return `broken ${code ?? message}`
  }
  const { status, error } = settled.value
  return typeof error?.code === "string" ? `${status} ${error.code}` : String(status)
}

export function tally(outcomes: string[]): Tally {
  const counts: Tally = {}
  for (const outcome of outcomes) counts[outcome] = (counts[outcome] ?? 0) + 1
  return counts
}
