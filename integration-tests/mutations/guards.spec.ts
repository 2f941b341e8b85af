import { stripVTControlCharacters } from "node:util"
import type { Db } from "../helpers/database"
import { noLock, takeAnyway, withMutation, withoutConstraint, withoutIndex } from "../helpers/mutate"
import { raceSuite } from "../helpers/race-suite"
import {
  addressLimit,
  blackoutsBesideHolds,
  blackoutUnderLock,
  cartClaimedTwice,
  confirmWaits,
  crossedBatches,
  crossedPackages,
  deletionBesideHolds,
  lastUnit,
  lastUnitRetaken,
  lockLost,
  ownerLimit,
  tokenOfTwoRequests,
  type Scenario,
} from "../race/scenarios"

/** One guard switched off by SQL in this suite's own database, and the races that must then fail. */
interface Mutation {
  guard: string
  off: (db: Db, work: () => Promise<void>) => Promise<void>
  caughtBy: Scenario[]
  /** What the failure must say: another one would prove nothing about this guard. */
  saying: RegExp
}

const lockOff = (name: string) => (db: Db, work: () => Promise<void>) => withMutation(db, name, noLock, work)

/** A lock that is only tried says of itself that it was free. */
const alwaysFree = (text: string) => text.replace(/\bbegin\b[\s\S]*\bend\b/, "begin return true; end")

/** Gives the others time to come in between, as a slow disk would. */
const slowly = (definition: string, after: string, ms: number) =>
  definition.replace(after, () => `${after}\n perform pg_sleep(${ms / 1000});`)

/** `rb_take_units_1` with a pause between one row and the next, as they lie on a slow disk. */
const rowByRow = (definition: string) =>
  definition.replace("and rc.available_capacity >= c.quantity", "$& and pg_sleep(0.001) is not null")

const READS = /(\n\s*for i in 0 \.\. jsonb_array_length\(v_asked\) - 1 loop[\s\S]*?end loop;)/

/** From the first of a batch's locks to its first place. */
const TAKEN_FIRST = /for i in 1 \.\. [\s\S]*(?=for i in 1 \.\. )/

const mutations: Mutation[] = [
  {
    guard: "locks of dates",
    off: (db, work) =>
      withMutation(db, "rb_lock_dates_1", noLock, () => withMutation(db, "rb_take_units_1", rowByRow, work)),
    caughtBy: [crossedPackages],
    saying: /\+ {3}"deadlocks": [1-9]/,
  },
  {
    guard: "locks of a batch, all before its first place",
    off: (db, work) => withMutation(db, "rb_place_holds_1", (text) => text.replace(TAKEN_FIRST, ""), work),
    caughtBy: [crossedBatches],
    saying: /\+ {3}"deadlocks": [1-9]/,
  },
  {
    guard: "guarded update (where every lock is lost as well)",
    off: (db, work) => withMutation(db, "rb_take_units_1", takeAnyway, work),
    caughtBy: [lockLost],
    saying: /won|all/,
  },
  {
    guard: "locks, guarded update and check together, with a pause after the look (A2: this must oversell)",
    off: (db, work) =>
      withoutConstraint(db, "resource_capacity_available_check", () =>
        withMutation(db, "rb_lock_1", noLock, () =>
          withMutation(
            db,
            "rb_take_units_1",
            (text) => takeAnyway(text).replace(/\bbegin\b/i, "begin perform pg_sleep(0.5);"),
            work,
          ),
        ),
      ),
    caughtBy: [lastUnit],
    saying: /\+ {3}"201": (?!1,)\d+/,
  },
  {
    guard: "blackouts read under the lock (here: before it)",
    off: (db, work) =>
      withMutation(
        db,
        "rb_place_hold_1",
        (text) => {
          const reads = READS.exec(text)?.[1] ?? ""
          const locks = "     v_waited := rb_lock_fleet_1(true, v_deadline);"
          return text.replace(reads, "").replace(locks, () => `${reads}\n${locks}`)
        },
        work,
      ),
    caughtBy: [blackoutUnderLock],
    saying: /\+ {3}"201": 2/,
  },
  {
    guard: "lock of the fleet",
    off: (db, work) =>
      withMutation(db, "rb_lock_fleet_1", noLock, () =>
        withMutation(db, "rb_lock_dates_1", (text) => slowly(text, "begin", 30), work),
      ),
    caughtBy: [blackoutsBesideHolds],
    saying: /5: hold \w+ claimed/,
  },
  {
    guard: "lock of the resource",
    off: (db, work) =>
      withMutation(db, "rb_lock_resources_1", noLock, () =>
        withMutation(db, "rb_lock_dates_1", (text) => slowly(text, "begin", 30), work),
      ),
    caughtBy: [deletionBesideHolds],
    saying: /404 resource_not_found|resource_in_use/,
  },
  {
    guard: "unique index of the token",
    off: (db, work) => withoutIndex(db, "resource_hold_token_key", work),
    caughtBy: [tokenOfTwoRequests],
    saying: /\+ {3}"201": \d+/,
  },
  {
    guard: "lock of the owner's limit",
    off: (db, work) =>
      withMutation(db, "rb_lock_owner_1", noLock, () => withMutation(db, "rb_try_owner_1", alwaysFree, work)),
    caughtBy: [ownerLimit],
    saying: /\+ {3}"201": \d+/,
  },
  {
    guard: "lock of the address's limit",
    off: lockOff("rb_lock_address_1"),
    caughtBy: [addressLimit],
    saying: /hold_limit_exceeded/,
  },
  {
    guard: "lock of the hold's row at confirmation",
    off: (db, work) => {
      const lock = "perform 1 from resource_hold where id = any (v_ids) order by id for update;"
      return withMutation(db, "rb_confirm_hold_1", (text) => text.replace(lock, ""), work)
    },
    caughtBy: [confirmWaits],
    saying: /hold_expired/,
  },
  {
    guard: "locks of the holds' rows at a cart's claim",
    off: (db, work) => {
      const lock = "perform 1 from resource_hold where id = any (p_hold_ids) order by id for update;"
      return withMutation(
        db,
        "rb_lock_held_1",
        (text) => text.replace(lock, ""),
        () => withMutation(db, "rb_claim_cart_1", (text) => slowly(text, "v_now := clock_timestamp();", 30), work),
      )
    },
    caughtBy: [cartClaimedTwice],
    saying: /\+ {3}"claimed": (?!1,)\d+/,
  },
  {
    guard: "locks of a retake, its guarded update and the check together",
    off: (db, work) =>
      withoutConstraint(db, "resource_capacity_available_check", () =>
        withMutation(db, "rb_lock_1", noLock, () =>
          withMutation(db, "rb_take_units_1", (text) => slowly(takeAnyway(text), "begin", 100), work),
        ),
      ),
    caughtBy: [lastUnitRetaken],
    saying: /\+ {3}"claimed": (?!1,)\d+/,
  },
]

const caught: string[] = []

raceSuite((suite) => {
  for (const { guard, off, caughtBy, saying } of mutations) {
    for (const scenario of caughtBy) {
      it(`without the ${guard} this race fails: ${scenario.name}`, async () => {
        suite.servers.allowLog(/./)
        let failure: Error | undefined
        // Only what the race itself finds counts: a mutation that does not apply any more rejects past this catch.
        await off(suite.db, () =>
          scenario.run(suite).catch((error: Error) => {
            failure = error
          }),
        )
        const found = failure ? plain(failure) : "nothing: the race passed"
        expect(found).toMatch(/^expect\(|^The database breaks/)
        expect(found).toMatch(saying)
        caught.push(`  without the ${guard}\n    caught by: ${scenario.name}\n    saying: ${firstWords(found)}`)
      }, 180_000)
    }
  }

  afterAll(() => {
    process.stdout.write(`\nMutations caught: ${caught.length}\n${caught.join("\n")}\n`)
  })
})

/** Without the colours that jest gives to what it says. */
const plain = ({ message }: Error) => stripVTControlCharacters(message)
const firstWords = (text: string) => text.replaceAll(/\s+/g, " ").slice(0, 220)
