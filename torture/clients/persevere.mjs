import { setTimeout as sleep } from "node:timers/promises"

const MOST_TRIES = 6
const PAUSE_MS = 500

/**
 * Sends a call that may be sent again, as a client with an idempotency token does, until an answer says what became
 * of it: no answer and 5xx leave that open.
 */
export async function persevere(send) {
  let reply
  for (let i = 0; i < MOST_TRIES; i++) {
    reply = await send()
    if (reply.status !== null && reply.status < 500) return reply
    await sleep(PAUSE_MS * (i + 1))
  }
  return reply
}
