/**
 * `npm run torture -- --minutes M --seed S`: a crowd of buyers and staff in a cluster of real processes that are killed,
 * paused, cut off and misled about the time, and then a look at what is left. See docs/testing.md.
 */
import fs from "node:fs"
import path from "node:path"
import { benchCommand } from "../bench/lib/command.mjs"
import { step } from "../scripts/demo/progress.mjs"
import { PlainError } from "../scripts/lib/plain-error.mjs"
import { judge } from "./after/judge.mjs"
import { readArguments } from "./arguments.mjs"
import { runAttempts } from "./attempts.mjs"
import { Client } from "./clients/client.mjs"
import { runCrowd } from "./clients/crowd.mjs"
import { faultPlan } from "./faults/plan.mjs"
import { runFaults } from "./faults/run-faults.mjs"
import { openHistory } from "./log.mjs"
import { RESULTS, tellReport } from "./report.mjs"
import { stockShop } from "./shop.mjs"
import { setStage } from "./stage.mjs"
import { withoutGuard } from "./without-guard.mjs"

await benchCommand("torture", async (means) => {
  const asked = readArguments()
  const { minutes, seed, servers, faults: kinds } = asked
  console.log(`npm run torture -- --minutes ${minutes} --seed ${seed} --servers ${servers} --faults ${kinds}`)
  fs.mkdirSync(RESULTS, { recursive: true })
  const stage = await setStage(means, { servers, step })
  const history = openHistory(path.join(RESULTS, "history.jsonl"))
  try {
    const desk = new Client({ name: "desk", url: stage.url, headers: headersOf(stage), history })
    stage.stock = await stockShop(desk, stage.shop)
    const run = () => (asked.attempts ? attempt : torment)({ stage, history, asked, kinds })
    const report = asked.withoutGuard ? await withoutGuard(stage.db, run) : await run()
    tellReport(report)
    conclude(report, asked)
  } finally {
    keepLogs(stage)
    await stage.cluster.stop()
    await stage.db.close()
  }
})

async function attempt({ stage, history, asked }) {
  const { attempts, seed, servers, withoutGuard } = asked
  console.log(`• ${attempts} attempts to hold a unit at ${servers} servers …`)
  const report = await runAttempts({ stage, asked, history, tell })
  await history.close()
  return { seed, servers, without_guard: withoutGuard, ...report }
}

async function torment({ stage, history, asked, kinds }) {
  const { minutes, seed, servers, withoutGuard } = asked
  const end = performance.now() + minutes * 60_000
  const isOver = () => performance.now() > end
  console.log(`• ${minutes} minutes of buyers, staff and ${kinds.length} kinds of faults …`)
  const plan = faultPlan({ seed, kinds, servers })
  const [faults] = await Promise.all([
    runFaults({ plan, stage, history, isOver, tell }),
    runCrowd({ stage, stock: stage.stock, history, seed, isOver }),
  ])
  await history.close()
  const asRun = { minutes, seed, servers, without_guard: withoutGuard }
  return { ...asRun, ...(await step("Looking at what is left", () => judge({ stage, history, faults }))) }
}

/** How long a fault lasted, and how long it took from there until every server sold again. */
function tell({ kind, fault_ms, recovery_ms }) {
  console.log(`  ${kind.padEnd(12)} ${seconds(fault_ms)} s, and ${seconds(recovery_ms)} s until all was well`)
}

function conclude({ violations, oversold }, { withoutGuard: isControl }) {
  const count = Object.values(violations).reduce((sum, found) => sum + found.length, 0)
  if (isControl) {
    if (oversold === 0)
      throw new PlainError("\nWithout its guard the shop was not seen to oversell: this proves nothing.")
    return console.log("\nWithout its guard the shop oversells, and this was seen.")
  }
  if (count > 0) throw new PlainError(`\nThe torture found ${count} violations.`)
  console.log("\nThe torture passed: nothing oversold, nothing lost.")
}

/** What the processes said, for whoever looks into a violation. */
function keepLogs({ cluster }) {
  for (const node of cluster.nodes) fs.writeFileSync(path.join(RESULTS, `${node.name}.log`), node.log())
}

function headersOf({ shop }) {
  return { authorization: `Bearer ${shop.admin_token}` }
}
function seconds(ms) {
  return (ms / 1000).toFixed(1)
}
