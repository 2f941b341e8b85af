import path from "node:path"
import { anyDate, hasPgbench, hotDate, pgbench, writeScript } from "../lib/pgbench.mjs"
import { interleaved } from "../lib/rounds.mjs"

const PLACES = ["spread", "hot", "7 dates", "30 dates", "3 resources", "refused", "refused, spread", "replay"]
const READS = ["availability 30", "availability 365", "calendar", "search"]
const CALLERS = 16
const HOT_CALLERS = 64

const wantedOf = (call) => (call.startsWith("refused") ? ["insufficient_capacity"] : ["ok"])

/** The module's calls without HTTP, beside PostgreSQL's own load generator. Answers with the holds a second. */
export async function measureModule({ module, stage, figures, pace }) {
  const measure =
    (call, callers = CALLERS) =>
    () =>
      module.measure({ call, callers, ms: pace.seconds * 1000 })
  const contenders = {
    ...Object.fromEntries(PLACES.map((call) => [call, measure(call, call === "hot" ? HOT_CALLERS : CALLERS)])),
    ...Object.fromEntries(READS.map((call) => [call, measure(call, 1)])),
  }
  if (hasPgbench()) {
    Object.assign(contenders, plainContenders(stage, pace))
  } else {
    console.log("  pgbench is not installed here: the comparison with it is left out")
  }
  await interleaved(1, contenders) // plans are made, code is compiled
  const seen = await interleaved(pace.rounds, contenders)

  const spread = seen.spread.perSecond
  figures.add("module: holds, spread, 16 callers", spread, "/s")
  figures.add("module: a hold's CPU in Node", seen.spread.nodeCpu, "ms")
  figures.add("module: a hold's CPU in PostgreSQL", seen.spread.postgresCpu, "ms")
  if (seen.pgbench)
    figures.add("module: spread against pgbench", spread / seen.pgbench.perSecond, "×", { atLeast: 0.2 })
  figures.add("module: one hot date, 64 callers, against spread", seen.hot.perSecond / spread, "×", { atLeast: 0.9 })
  addUnbatched(figures, "module", seen)
  figures.add("module: 7 dates against one", seen["7 dates"].perSecond / spread, "×", { atLeast: 0.6 })
  figures.add("module: 30 dates against one", seen["30 dates"].perSecond / spread, "×", { atLeast: 0.35 })
  figures.add("module: 3 resources against one", seen["3 resources"].perSecond / spread, "×")
  figures.add("module: refusals of one sold-out date against spread", seen.refused.perSecond / spread, "×", {
    atLeast: 2,
  })
  const refusedSpread = seen["refused, spread"].perSecond / spread
  figures.add("module: refusals of many sold-out dates against spread", refusedSpread, "×", { atLeast: 2 })
  figures.add("module: replays against successes", seen.replay.perSecond / spread, "×")
  figures.add("module: availability of 30 days, 1 caller, p95", seen["availability 30"].p95, "ms")
  const longRange = seen["availability 365"].p50 / seen["availability 30"].p50
  figures.add("module: availability of 365 days against 30, latency", longRange, "×")
  figures.add("module: calendar, 100 resources × 31 days, p95", seen.calendar.p95, "ms", { atMost: 30 })
  figures.add("module: search, 1 000 resources × 30 days, p95", seen.search.p95, "ms", { atMost: 100 })
  for (const [call, { statuses }] of Object.entries(seen)) {
    if (!call.startsWith("pgbench")) figures.count(`module: ${call}`, statuses, wantedOf(call))
  }
  return { spread }
}

/** Spread and hot again where each flush of the disk takes a millisecond more. */
export async function measureSlowDisk({ module, stage, client, figures, pace }) {
  const setting = async (name, value) => client.query(`alter system set ${name} = ${value}`)
  await setting("commit_delay", 1000) // microseconds before each flush …
  await setting("commit_siblings", 0) // … whoever else is about to commit
  await client.query("select pg_reload_conf()")
  try {
    const seen = await interleaved(pace.rounds, {
      spread: () => module.measure({ call: "spread", callers: CALLERS, ms: pace.seconds * 1000 }),
      hot: () => module.measure({ call: "hot", callers: HOT_CALLERS, ms: pace.seconds * 1000 }),
      ...(hasPgbench() ? plainContenders(stage, pace) : {}),
    })
    figures.add("module, each flush 1 ms longer: spread", seen.spread.perSecond, "/s")
    const ratio = seen.hot.perSecond / seen.spread.perSecond
    figures.add("module, each flush 1 ms longer: hot against spread", ratio, "×", { atLeast: 0.9 })
    addUnbatched(figures, "module, each flush 1 ms longer", seen)
    for (const call of ["spread", "hot"]) {
      figures.count(`module, each flush 1 ms longer: ${call}`, seen[call].statuses, ["ok"])
    }
  } finally {
    await client.query("alter system reset commit_delay")
    await client.query("alter system reset commit_siblings")
    await client.query("select pg_reload_conf()")
  }
}

/** The same function called one by one by pgbench: on any date, and on the hot one, where nothing is batched. */
function plainContenders({ folder, databaseUrl, size }, { seconds }) {
  const calling = (script, clients) => () => pgbench({ databaseUrl, script, clients, seconds })
  return {
    pgbench: calling(writeScript(path.join(folder, "place.sql"), anyDate(size)), CALLERS),
    "pgbench, hot": calling(writeScript(path.join(folder, "place-hot.sql"), hotDate(size)), HOT_CALLERS),
  }
}

/** What batching brings: the hot date with and without it. The one goes through Node, the other does not. */
function addUnbatched(figures, where, seen) {
  if (!seen["pgbench, hot"]) return
  const unbatched = seen["pgbench, hot"].perSecond
  figures.add(`${where}: one hot date without batching (pgbench, 64 clients)`, unbatched, "/s")
  figures.add(`${where}: the same against pgbench's spread`, unbatched / seen.pgbench.perSecond, "×")
  figures.add(`${where}: one hot date, batched, against it`, seen.hot.perSecond / unbatched, "×")
}
