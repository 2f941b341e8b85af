import { signal } from "../../scripts/lib/process.mjs"

/** PostgreSQL ends as by `pg_ctl stop -m immediate`, without a checkpoint, and recovers from its log as after a crash. */
export const restartPostgres = {
  isOutage: true,
  plan: (dice) => ({ hold_ms: dice.between(0, 3_000) }),
  async breakIt({ postgres }) {
    signal(postgres.pid, "SIGQUIT")
    await postgres.ended
  },
  async mend(stage) {
    stage.postgres = await stage.startPostgres({}, stage.postgres.port)
  },
}
