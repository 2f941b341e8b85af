import type { Manager } from "./manager"

/**
 * Forgets who a customer was on all holds and allocations, also on those made as a guest with the same e-mail. The
 * claims stay: dates are never given back by this. Live holds keep their keys, so that limits and replays go on to hold.
 */
export const eraseCustomer = async (
  manager: Manager,
  { customer_id, email }: { customer_id: string; email?: string },
): Promise<{ holds: number; allocations: number }> => {
  const [row] = await manager.execute<{ holds: number; allocations: number }[]>(
    `with who as (
       select ?::text as customer_id, lower(?::text) as email),
     erased_holds as (
       update resource_hold h
       set customer_email = null, metadata = null, client_address = null,
           owner_key = case when h.status = 'ACTIVE' then h.owner_key end,
           token_scope = case when h.status = 'ACTIVE' then h.token_scope end,
           idempotency_token = case when h.status = 'ACTIVE' then h.idempotency_token end,
           updated_at = clock_timestamp()
       from who
       where h.customer_id = who.customer_id
         or h.customer_id is null and lower(h.customer_email) = who.email
       returning 1),
     erased_allocations as (
       update resource_allocation a
       set contact_name = null, contact_email = null, contact_phone = null, note = null, metadata = null,
           updated_at = clock_timestamp()
       from who
       where a.customer_id = who.customer_id
         or a.customer_id is null and lower(a.contact_email) = who.email
       returning 1)
     select (select count(*)::integer from erased_holds) as holds,
            (select count(*)::integer from erased_allocations) as allocations`,
    [customer_id, email ?? null],
  )
  return row!
}
