import { startRedis } from "../../scripts/cluster/redis.mjs"

/** Redis is away for 20 s, with Medusa's events, workflows, locks and cached keys, and comes back with what it had. */
export const stopRedis = {
  isOutage: true,
  plan: () => ({ hold_ms: 20_000 }),
  breakIt: ({ redis }) => redis.kill(),
  async mend(stage) {
    const { dir, port } = stage.redis
    stage.redis = await startRedis({ dir, port })
  },
}
