import { randomUUID } from "node:crypto"
import { addDays, todayIn } from "../../src/modules/resource_booking/domain/calendar-date"
import type ResourceBookingModuleService from "../../src/modules/resource_booking/service"
import type {
  AllocationDTO,
  AttachHoldsInput,
  BlackoutDTO,
  BlackoutInput,
  CalendarDate,
  CartLineClaim,
  CreateResourceInput,
  HoldDTO,
  PlaceHoldInput,
  PlaceStaffBookingInput,
  ResourceDTO,
  SaveBlackoutOptions,
} from "../../src/modules/resource_booking/types"
import type { Db } from "./database"

export const ZONE = "Australia/Brisbane"

/** The calendar day `days` after today where the resource is: `day(0)` is today, `day(-1)` yesterday. */
export const day = (days: number, timezone = ZONE): CalendarDate => addDays(todayIn(timezone, new Date()), days)

/** Every calendar day from `day(first)` to `day(last)`, both included. */
export const days = (first: number, last: number, timezone = ZONE): CalendarDate[] =>
  Array.from({ length: last - first + 1 }, (_, i) => day(first + i, timezone))

/** A name, token or foreign id that nobody else in this run has: `unique("cart")` is `cart_1f0c…`. */
export const unique = (prefix: string): string => `${prefix}_${randomUUID().replaceAll("-", "").slice(0, 20)}`

export type BuildResource = Partial<CreateResourceInput> & {
  /** Units on each open date; default 1. */
  capacity?: number
  /** How many dates are open, from `from` on; default 60, and 0 opens none. */
  days?: number
  /** The first open date, in days from today; default 0. */
  from?: number
}
export type BuildHold = Partial<Omit<PlaceHoldInput, "items">> & Claim
export type BuildBooking = Partial<Omit<PlaceStaffBookingInput, "items">> & Claim
export type BuildBlackout = Partial<BlackoutInput> & Partial<SaveBlackoutOptions>
export type BuildLine = Partial<AttachHoldsInput> & {
  /** What the variant sells of each: so many units of it. */
  of: { resource: { id: string }; quantity?: number }[]
  dates?: CalendarDate[]
  customer_id?: string
  client_address?: string
}
type Claim = { resource: { id: string }; dates?: CalendarDate[]; quantity?: number }

/** `line` is what the claim is asked with, `agreed` what was attached. */
export type BuiltLine = { cart_id: string; holds: HoldDTO[]; line: CartLineClaim; agreed: AttachHoldsInput }

export type Build = ReturnType<typeof buildOn>

/** Things to arrange a test with, made through the module's own verbs; every field can be overridden. */
export function buildOn(service: ResourceBookingModuleService) {
  return {
    /** A vehicle with one unit on each of the next 60 days, today included. */
    async resource({ capacity = 1, days: open = 60, from = 0, ...input }: BuildResource = {}): Promise<ResourceDTO> {
      const resource = await service.createResource({
        name: unique("Vehicle"),
        type: "VEHICLE",
        timezone: ZONE,
        ...input,
      })
      if (open > 0) {
        await service.setCapacity({
          resource_id: resource.id,
          start_date: day(from, resource.timezone),
          end_date: day(from + open - 1, resource.timezone),
          max_capacity: capacity,
        })
      }
      return resource
    },

    /** An ACTIVE hold of a cart of its own, one unit tomorrow. */
    async hold({ resource, dates = [day(1)], quantity = 1, ...input }: BuildHold): Promise<HoldDTO> {
      const owner = input.customer_id || input.customer_email ? {} : { cart_id: unique("cart") }
      const placed = await service.placeHold({
        ...owner,
        ...input,
        items: [{ resource_id: resource.id, dates, quantity }],
      })
      return placed.holds[0]!
    },

    /** A line of a cart of its own with what is held and agreed for it: a campervan tomorrow at 120.50. */
    async line({ of, dates = [day(1)], customer_id, client_address, ...input }: BuildLine): Promise<BuiltLine> {
      const cart_id = input.cart_id ?? unique("cart")
      const variant_id = input.variant_id ?? "variant_van"
      const placed = await service.placeHold({
        items: of.map(({ resource, quantity = 1 }) => ({ resource_id: resource.id, dates, quantity })),
        cart_line: { variant_id },
        cart_id,
        customer_id,
        client_address,
      })
      const agreed: AttachHoldsInput = {
        holds: placed.holds.map(({ id, quantity }) => ({ hold_id: id, per: "UNIT", units: quantity })),
        line_item_id: unique("cali"),
        region_id: "reg_au",
        unit_price: { value: "120.50", precision: 20 },
        currency_code: "aud",
        ...input,
        variant_id,
        cart_id,
      }
      const { holds } = await service.attachHolds(agreed)
      const line: CartLineClaim = {
        line_item_id: agreed.line_item_id,
        title: "Campervan",
        variant_id,
        booking_id: placed.booking_id,
        quantity: 1,
        unit_price: agreed.unit_price.value,
        currency_code: agreed.currency_code,
        is_custom_price: true,
        resources: holds.map(({ resource_id, quantity }) => ({ resource_id, quantity })),
      }
      return { cart_id, holds, line, agreed }
    },

    /** A live allocation made by staff, one unit tomorrow. */
    async booking({ resource, dates = [day(1)], quantity = 1, ...input }: BuildBooking): Promise<AllocationDTO> {
      const placed = await service.placeStaffBooking({
        created_by: "user_test",
        contact: {},
        ...input,
        items: [{ resource_id: resource.id, dates, quantity }],
      })
      return placed.allocations[0]!
    },

    /** A blackout of everything tomorrow; claims that stand on it stay. */
    async blackout({ by = "user_test", on_conflict = "keep", ...input }: BuildBlackout = {}): Promise<BlackoutDTO> {
      const { dry_run, expected_updated_at, ...blackout } = input
      const start_date = blackout.start_date ?? day(1)
      const saved = await service.createBlackout(
        { reason: "Service", end_date: start_date, ...blackout, start_date },
        { by, on_conflict, dry_run, expected_updated_at },
      )
      if (!saved.blackout) throw new Error("A dry run builds no blackout")
      return saved.blackout
    },
  }
}

/**
 * Moves a hold's life into the past, so that its deadline was `secondsAgo` ago: tests age rows, they never fake a
 * clock. With a negative number the deadline is that far ahead.
 */
export async function ageHold(db: Db, holdId: string, secondsAgo = 1): Promise<void> {
  await db.one(
    `update resource_hold
     set created_at = created_at - aged.by, updated_at = updated_at - aged.by, claimed_at = claimed_at - aged.by,
         expires_at = expires_at - aged.by
     from (select id, expires_at - clock_timestamp() + $2 * interval '1 second' as by from resource_hold) as aged
     where resource_hold.id = $1 and aged.id = resource_hold.id
     returning resource_hold.id`,
    [holdId, secondsAgo],
  )
}
