import { setTimeout as sleep } from "node:timers/promises"
import { KINDS } from "./kinds.mjs"
import { untilRecovered } from "./recovery.mjs"

/**
 * Does one fault after the other, each when the last is over, until `isOver()`: what was done, from when to when
 * answers may have failed, and how long the shop took from its mending until every server sold again.
 */
export async function runFaults({ plan, stage, history, isOver, tell }) {
  const done = []
  for (const { kind, after_ms, hold_ms, ...particulars } of plan) {
    await sleep(after_ms)
    if (isOver()) return done
    const { breakIt, mend, isOutage } = KINDS[kind]
    const from = history.now()
    await breakIt(stage, particulars)
    await sleep(hold_ms)
    const mending = history.now()
    await mend(stage, particulars)
    const failure = await untilRecovered(stage)
    const to = history.now()
    const fault = {
      kind,
      ...particulars,
      is_outage: isOutage,
      from,
      to,
      fault_ms: mending - from,
      recovery_ms: to - mending,
    }
    done.push({ ...fault, failure })
    tell(fault)
  }
  return done
}
