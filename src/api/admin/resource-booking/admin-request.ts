import type { AuthenticatedMedusaRequest } from "@medusajs/framework/http"

/** A request of staff; the query is what its schema made of it. */
export type AdminRequest<Body = unknown, Query = unknown> = Omit<AuthenticatedMedusaRequest<Body>, "validatedQuery"> & {
  validatedQuery: Query
}

/** Who writes: the user's id, or the secret key's. */
export const actorOf = (req: AdminRequest): string => req.auth_context.actor_id
