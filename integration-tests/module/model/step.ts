import type fc from "fast-check"
import { STATUS_BY_CODE } from "../../../src/modules/resource_booking/errors"
import type { Actual } from "./actual"
import { Refused, type Ledger } from "./ledger"

/** What a step means on both sides; whom it is about has been settled before either of them changes anything. */
export interface Call {
  predicted: () => unknown
  actual: () => Promise<unknown>
}

export type Aim<Input> = (input: Input, ledger: Ledger, actual: Actual) => Call

/** How often each verb ended how: a model that never meets a refusal predicts it in vain. */
export class Tally {
  private readonly counts = new Map<string, Map<string, number>>()

  count(verb: string, outcome: string): void {
    const of = this.counts.get(verb) ?? new Map<string, number>()
    this.counts.set(verb, of.set(outcome, (of.get(outcome) ?? 0) + 1))
  }

  /** Those that did something at least once. */
  get verbs(): string[] {
    return [...this.counts].filter(([, outcomes]) => outcomes.has("ok")).map(([verb]) => verb)
  }

  toString(): string {
    const lines = [...this.counts].map(([verb, outcomes]) => {
      const most = [...outcomes].sort(([, a], [, b]) => b - a)
      return `  ${verb.padEnd(18)} ${most.map(([outcome, times]) => `${outcome} ${times}`).join(", ")}`
    })
    return lines.sort().join("\n")
  }
}

/** One verb with its input: the ledger says what must come of it, the database what did, and both what is then left. */
export class Step<Input> implements fc.AsyncCommand<Ledger, Actual> {
  constructor(
    private readonly verb: string,
    private readonly input: Input,
    private readonly aim: Aim<Input>,
    private readonly tally: Tally,
  ) {}

  check = () => true

  async run(ledger: Ledger, actual: Actual): Promise<void> {
    await actual.keepTime(ledger)
    const call = this.aim(this.input, ledger, actual)
    const predicted = outcomeOf(call.predicted)
    this.tally.count(this.verb, "refused" in predicted ? predicted.refused : "ok")
    expect(await seenOutcome(call.actual)).toEqual(predicted)
    expect(await actual.state()).toEqual(ledger.state())
  }

  toString(): string {
    return `${this.verb} ${JSON.stringify(this.input)}`
  }
}

type Outcome = { ok: unknown } | { refused: string }

const outcomeOf = (predict: () => unknown): Outcome => {
  try {
    return { ok: predict() }
  } catch (error) {
    if (error instanceof Refused) return { refused: error.code }
    throw error
  }
}

const seenOutcome = async (perform: () => Promise<unknown>): Promise<Outcome> => {
  try {
    return { ok: await perform() }
  } catch (error) {
    const { code } = error as { code?: unknown }
    if (typeof code === "string" && Object.hasOwn(STATUS_BY_CODE, code)) return { refused: code }
    throw error
  }
}
