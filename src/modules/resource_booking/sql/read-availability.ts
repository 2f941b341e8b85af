import type { Manager } from "./manager"

export type AvailabilityAnswer = {
  resource: unknown
  today: string
  now: string
  /** One per date of the range, in order: date, maximum (null = no row), available, units of the cart's own. */
  days: [string, number | null, number, number][] | null
  blackouts: { start_date: string; end_date: string; public_note: string | null }[]
}

/** A resource and its range, in one round trip; null where there is no such resource. */
export const readAvailability = async (
  manager: Manager,
  {
    resource_id,
    start_date,
    end_date,
    cart_id,
  }: { resource_id: string; start_date: string; end_date: string; cart_id?: string },
): Promise<AvailabilityAnswer | null> => {
  const [row] = await manager.execute<[{ answer: AvailabilityAnswer | null }]>(
    "select rb_availability_1(?::text, ?::date, ?::date, ?::text) as answer",
    [resource_id, start_date, end_date, cart_id ?? null],
  )
  return row.answer
}
