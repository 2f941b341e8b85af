import { startModule } from "../lib/module-process.mjs"
import { addLapsedHolds } from "../lib/lapsed-holds.mjs"

// Of a machine that is busy to its limit with buyers, whatever the clean-up takes is taken from them.
const BEARABLE = 0.6

/**
 * The clean-up in one process while buyers go on in another: a thousand holds a second, or six tenths of the `spread`
 * holds a second that this machine can do.
 */
export async function measureCleanup({ module, stage, client, figures, pace, spread }) {
  const buyers = { call: "spread", callers: 16, rate: Math.min(1000, spread * BEARABLE) }
  const sweeper = await startModule(stage)
  const sweep = () => sweeper.measure({ call: "clean up", callers: 1, ms: 0 })
  try {
    await sweep()
    await addLapsedHolds(client, 100, stage.size)
    figures.add("clean-up: 100 lapsed holds", (await sweep()).p50, "ms", { atMost: 50 })
    await expectNoneLeft(client)

    const undisturbed = await module.measure({ ...buyers, ms: pace.seconds * 2000 })
    await addLapsedHolds(client, pace.lapsed, stage.size)
    const buying = module.measure({ ...buyers, ms: pace.seconds * 2000 })
    const swept = await sweep()
    await expectNoneLeft(client)
    const disturbed = await buying
    const count = pace.lapsed.toLocaleString("en")
    figures.add(`clean-up: ${count} lapsed holds`, swept.p50 / 1000, "s", { atMost: 10 })
    figures.add("clean-up: buyers meanwhile", disturbed.perSecond, "/s")
    figures.add("clean-up: buyers' p95 longer by", disturbed.p95 - undisturbed.p95, "ms", { atMost: 5 })
    figures.count("clean-up: buyers meanwhile", disturbed.statuses, ["ok"])
  } finally {
    await sweeper.stop()
  }
}

/** A clean-up that gave up early would be a fast one. */
async function expectNoneLeft(client) {
  const { rows } = await client.query(
    "select count(*)::integer as count from resource_hold where status = 'ACTIVE' and owner_key like 'lapsed%'",
  )
  if (rows[0].count > 0) throw new Error(`The clean-up left ${rows[0].count} lapsed holds`)
}
