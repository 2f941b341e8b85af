import type { IEventBusModuleService, MedusaContainer, Subscriber } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"

type Bus = IEventBusModuleService & { eventToSubscribersMap: Map<string, { id: string; subscriber: Subscriber }[]> }

/** Does something whose events nobody of ours hears, as after a crash between a commit and what it would have told. */
export async function losing<T>(container: MedusaContainer, events: string[], work: () => Promise<T>): Promise<T> {
  const bus = container.resolve<Bus>(Modules.EVENT_BUS)
  const deaf = events.flatMap((event) =>
    (bus.eventToSubscribersMap.get(event) ?? [])
      .filter(({ id }) => id.startsWith("resource-booking-"))
      .map(({ id, subscriber }) => ({ event, subscriber, context: { subscriberId: id } })),
  )
  if (deaf.length === 0) throw new Error(`Nobody of ours listens to ${events.join(", ")}`)
  for (const { event, subscriber, context } of deaf) bus.unsubscribe(event, subscriber, context)
  try {
    return await work()
  } finally {
    for (const { event, subscriber, context } of deaf) bus.subscribe(event, subscriber, context)
  }
}
