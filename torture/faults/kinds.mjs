import { cutConnections } from "./connections.mjs"
import { exhaustPools } from "./pools.mjs"
import { killServer, killWorker, pauseServer } from "./processes.mjs"
import { restartPostgres } from "./postgres.mjs"
import { skewClocks } from "./clocks.mjs"
import { stopRedis } from "./redis.mjs"

/**
 * What is done to the cluster. Each draws its particulars from the dice when the plan is made (`plan`), breaks
 * something (`breakIt`), is left so for `hold_ms`, and is mended (`mend`). `isOutage` where answers may fail meanwhile.
 */
export const KINDS = {
  "kill-server": killServer,
  "kill-worker": killWorker,
  postgres: restartPostgres,
  connections: cutConnections,
  redis: stopRedis,
  pause: pauseServer,
  clocks: skewClocks,
  pools: exhaustPools,
}
