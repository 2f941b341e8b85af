import type { SubscriberConfig } from "@medusajs/framework"

/** The measured shop listens, as a real one does. */
export default async function onHoldCreated(): Promise<void> {}

export const config: SubscriberConfig = {
  event: "resource-hold.created",
  context: { subscriberId: "bench-on-hold-created" },
}
