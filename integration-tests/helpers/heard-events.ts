import type { IEventBusModuleService, MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { unique } from "./build"
import { until } from "./locks"

export interface Heard {
  name: string
  data: Record<string, unknown>
}

/** The plugin's events that arrive while something is done, and until as many as expected have come. */
export async function heardDuring(
  container: MedusaContainer,
  count: number,
  work: () => Promise<unknown>,
): Promise<Heard[]> {
  const bus = container.resolve<IEventBusModuleService>(Modules.EVENT_BUS)
  const heard: Heard[] = []
  const last = unique("resource-test.last")
  const subscriber = (event: unknown) => {
    const { name, data } = event as Heard
    if (/^resource-(hold|allocation|booking|test)\./.test(name)) heard.push({ name, data })
    return Promise.resolve()
  }
  const ours = () => heard.filter(({ name }) => name !== last)
  bus.subscribe("*", subscriber, { subscriberId: last })
  try {
    await work()
    await until(
      () => ours().length >= count,
      () => `${count} events; heard ${JSON.stringify(heard.map(({ name }) => name))}`,
    )
    // Whatever was emitted before this one has arrived before it.
    await bus.emit({ name: last, data: {} })
    await until(() => heard.length > ours().length, "the last event")
    return ours()
  } finally {
    bus.unsubscribe("*", subscriber, { subscriberId: last })
  }
}
