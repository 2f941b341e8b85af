import type { BookingOptions } from "../../../src/modules/resource_booking/options"
import { day } from "../../helpers/build"

/**
 * The world the model and the database share: so small that buyers, blackouts and edits meet all the time. Days are
 * whole numbers, 0 is today where the van and the camper are; instants are whole minutes since the world began.
 */
export type Day = number
export type Minutes = number

/** The plugin's options, each so low that a few requests reach it. */
export const OPTIONS = {
  hold_ttl_minutes: 30,
  max_hold_minutes: 60,
  payment_grace_minutes: 15,
  expiring_notice_minutes: 10,
  max_hold_days: 4,
  max_hold_quantity: 3,
  max_claims_per_request: 7,
  max_active_holds_per_owner: 4,
  max_active_unit_days_per_owner: 9,
  hold_retention_days: 2,
  personal_data_days: 1,
  cleanup_batch_size: 2,
} satisfies Partial<BookingOptions>

export const STAFF_LONGEST: Minutes = 7 * 24 * 60

export type Unit = "DAY" | "NIGHT"
export type ResourceSeed = {
  name: string
  type: string
  unit: Unit
  /** Today where it is: the tour is so far west that yesterday is not over there. */
  today: 0 | -1
  ttl: Minutes | null
  min: number | null
  max: number | null
  defaultCapacity: number | null
  /** Open at the start, from the first day on which even staff would book to the last. */
  from: Day
  to: Day
}

export const SEEDS: ResourceSeed[] = [
  {
    name: "van",
    type: "VEHICLE",
    unit: "DAY",
    today: 0,
    ttl: null,
    min: null,
    max: null,
    defaultCapacity: null,
    from: -2,
    to: 4,
  },
  {
    name: "camper",
    type: "VEHICLE",
    unit: "NIGHT",
    today: 0,
    ttl: 10,
    min: null,
    max: 2,
    defaultCapacity: 2,
    from: -1,
    to: 4,
  },
  {
    name: "tour",
    type: "TOUR",
    unit: "DAY",
    today: -1,
    ttl: 50,
    min: null,
    max: null,
    defaultCapacity: 1,
    from: -2,
    to: 3,
  },
]

export type Owner = { cart_id?: string; customer_id?: string; customer_email?: string }
/** A cart, somebody who signed in with one, an e-mail, and nobody. */
export const OWNERS: Owner[] = [
  { cart_id: "cart_ann" },
  { customer_id: "cus_bob", cart_id: "cart_bob" },
  { customer_email: "Eve@Example.com" },
  {},
]

export const CARTS = ["cart_ann", "cart_bob"]

export const TOKENS = ["token-one", "token-two", "token-three"]

/** The world's day as the API has it, and its two time zones; midnight is hours away in both. */
export class Almanac {
  readonly east: string
  readonly west: string

  constructor(now = new Date()) {
    const offset = offsets.find((hours) => isEarlyMorning(now.getUTCHours() + hours))!
    this.east = zone(offset)
    this.west = zone(offset - 6)
  }

  text(of: Day): string {
    return day(of, this.east)
  }
}

// With an hour from 1 to 4 in the east it is 19 to 22 of the day before, six hours west.
const offsets = Array.from({ length: 21 }, (_, i) => 14 - i)
const isEarlyMorning = (hour: number) => [1, 2, 3, 4].includes((hour + 24) % 24)
// In these names a minus is east of Greenwich.
const zone = (hours: number) => `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`

/** Everything both sides must agree on after each step, a line each, so that a difference reads like a sentence. */
export type State = Record<"resources" | "capacity" | "holds" | "allocations" | "blackouts", string[]>

export const say = {
  resource: (
    name: string,
    unit: string,
    type: string,
    active: boolean,
    deleted: boolean,
    min: number | null,
    max: number | null,
  ) =>
    `${name}: ${type} by ${unit}, ${min ?? "-"} to ${max ?? "-"}${active ? "" : ", inactive"}${deleted ? ", deleted" : ""}`,
  capacity: (name: string, at: Day, max: number, available: number, target: number | null) =>
    `${name} on ${at}: ${available} of ${max}${target === null ? "" : `, wanted ${target}`}`,
  hold: (
    no: number,
    status: string,
    name: string,
    on: Day[],
    quantity: number,
    minutesLeft: Minutes,
    claimed: boolean,
    line: string | null,
  ) =>
    `hold ${no}: ${status} ${quantity} x ${name} on ${on.join()}${line ? ` for ${line}` : ""}` +
    (status === "ACTIVE" ? `, ${minutesLeft} minutes left${claimed ? ", in checkout" : ""}` : ""),
  allocation: (no: number, name: string, on: Day[], quantity: number, cancelled: boolean) =>
    `allocation ${no}: ${quantity} x ${name} on ${on.join()}${cancelled ? ", cancelled" : ""}`,
  blackout: (no: number, of: string, from: Day, to: Day) => `blackout ${no}: ${of} from ${from} to ${to}`,
}
