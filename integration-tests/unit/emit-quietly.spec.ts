import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { emitQuietly } from "../../src/workflows/resource-booking/emit-quietly"

const message = { name: "resource-hold.created", data: { id: "hold_1" } }

/** A container with Medusa's bus as a test needs it, and a log that is kept. */
const withBus = (emit: () => Promise<void>) => {
  const log: string[] = []
  const known: Record<string, unknown> = {
    [Modules.EVENT_BUS]: { emit },
    [ContainerRegistrationKeys.LOGGER]: { error: (text: string) => log.push(text) },
  }
  return { container: { resolve: (key: string) => known[key] } as unknown as MedusaContainer, log }
}

it("a bus that refuses an event is a line in the log, and nobody's failure", async () => {
  const { container, log } = withBus(() => Promise.reject(new Error("no Redis")))
  await emitQuietly(container, [message])
  expect(log).toEqual(["resource-booking: resource-hold.created was not emitted: no Redis"])
})

it("whoever waits for an answer does not wait for a bus that is away", async () => {
  // With Redis away, Medusa's bus keeps an event, and the promise of its emission, until it is back.
  let back = (): void => {}
  const { container, log } = withBus(() => new Promise((resolve) => (back = resolve)))
  const started = performance.now()
  await emitQuietly(container, [message])
  expect(performance.now() - started).toBeLessThan(3_000)
  back()
  expect(log).toEqual([])
})
