import { setTimeout as sleep } from "node:timers/promises"
import { isOverselling } from "./after/answers.mjs"
import { judgeBooks } from "./after/judge.mjs"
import { HolderLedger } from "./clients/holder-ledger.mjs"
import { exchange } from "./clients/client.mjs"
import { diceOf } from "./dice.mjs"
import { faultPlan } from "./faults/plan.mjs"
import { runFaults } from "./faults/run-faults.mjs"
import { day } from "./shop.mjs"

const HOLDS = "/store/resource-booking/holds"
const BUYERS = 64
const DATES = 3
/** Most give back what they got, one in a thousand goes away and lets it lapse. */
const LAPSES = 1000
const FEWEST_PLACED = 0.1

/**
 * So many tries to hold one of a few units on a few dates, which come free again at once: past the proxy, each at one
 * of the servers. Those that were told they hold a unit must never be more than there are units.
 */
export async function runAttempts({ stage, asked, history, tell }) {
  const { seed, servers, faults: kinds } = asked
  const wanted = stage.stock.resources.filter(({ capacity }) => capacity > 1 && capacity < 4)
  const ledger = new HolderLedger(new Map(wanted.map(({ id, capacity }) => [id, capacity])))
  const counts = {}
  const began = performance.now()
  let left = asked.attempts
  const buyer = async (name) => {
    const dice = diceOf(seed, name)
    for (let n = 0; left > 0; n++) {
      const claim = { resource_id: wanted[dice.roll(wanted.length)].id, date: day(1 + dice.roll(DATES)) }
      const { url } = stage.cluster.servers[dice.roll(servers)]
      const { status, body } = await place(stage, url, claim, `${name}-${n}@example.com`)
      const answer = status === null ? "no reply" : status >= 400 ? `${status} ${body.code}` : String(status)
      counts[answer] = (counts[answer] ?? 0) + 1
      // Only an answered try is one: a server that is down has not decided anything.
      if (status === null) await sleep(100)
      else left--
      if (status !== 201) continue
      ledger.gets(body.hold)
      if (dice.roll(LAPSES) === 0) continue
      ledger.givesBack(body.hold)
      await exchange(url, "DELETE", `${HOLDS}/${body.hold.id}`, headersOf(stage))
    }
  }
  const isOver = () => left <= 0
  const [faults] = await Promise.all([
    runFaults({ plan: faultPlan({ seed, kinds, servers }), stage, history, isOver, tell }),
    ...Array.from({ length: BUYERS }, (_, i) => buyer(`taker-${i + 1}`)),
  ])
  const seconds = (performance.now() - began) / 1000
  const books = await judgeBooks({ stage, faults })
  const attempts = asked.attempts - left
  const share = (counts["201"] ?? 0) / attempts
  const few = share < FEWEST_PLACED ? [`only ${(100 * share).toFixed(1)} % of the attempts placed a hold`] : []
  return {
    ...{ attempts, counts, seconds: Math.round(seconds), attempts_per_second: Math.round(attempts / seconds) },
    placed_share: Math.round(share * 1000) / 1000,
    oversold: ledger.oversold.length + books.books.filter(isOverselling).length,
    kills: faults.length,
    violations: { ...books, ledger: ledger.oversold, share: few },
  }
}

const headersOf = ({ shop }) => ({ "x-publishable-api-key": shop.publishable_key })

const place = (stage, url, { resource_id, date }, customer_email) =>
  exchange(url, "POST", HOLDS, headersOf(stage), { resource_id, dates: [date], customer_email })
