import type { Manager } from "./manager"

/**
 * Forgets who a customer was on all holds and allocations. The claims stay: dates are never given back by this.
 * Live holds keep their owner key (an id, no contact data), so that limits go on to hold.
 */
export const eraseCustomer = async (manager: Manager, customerId: string): Promise<{ holds: number; allocations: number }> => {
  const [row] = await manager.execute<{ holds: number; allocations: number }[]>(
    `with erased_holds as (
       update resource_hold
       set customer_email = null, metadata = null, client_address = null, updated_at = clock_timestamp()
       where customer_id = ?
       returning 1),
     erased_allocations as (
       update resource_allocation
       set contact_name = null, contact_email = null, contact_phone = null, note = null, metadata = null,
           updated_at = clock_timestamp()
       where customer_id = ?
       returning 1)
     select (select count(*)::integer from erased_holds) as holds,
            (select count(*)::integer from erased_allocations) as allocations`,
    [customerId, customerId],
  )
  return row!
}
