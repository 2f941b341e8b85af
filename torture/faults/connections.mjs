import { setTimeout as sleep } from "node:timers/promises"

const OURS = "resource-booking-test"

/** Every connection of the shop's processes is cut, a few times in a row, in the midst of what they are doing. */
export const cutConnections = {
  isOutage: true,
  plan: (dice) => ({ pauses_ms: Array.from({ length: dice.between(1, 4) }, () => dice.between(50, 800)), hold_ms: 0 }),
  async breakIt({ db }, { pauses_ms }) {
    for (const pause_ms of pauses_ms) {
      await db.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and application_name <> $1`,
        [OURS],
      )
      await sleep(pause_ms)
    }
  },
  mend: async () => {},
}
