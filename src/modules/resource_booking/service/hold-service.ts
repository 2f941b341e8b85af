import { itemFault, requestHash, sortedDates } from "../domain/claim-items"
import { ownerKey } from "../domain/owner"
import { newId } from "../domain/new-id"
import { invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { instant, presentAllocation, presentHold, presentRows } from "../present-row"
import { refusal, staleEdit } from "../refusals"
import { callVerb, type Manager, type VerbAnswer } from "../sql/call-verb"
import { getAllocations } from "../sql/get-rows"
import { updateAllocation, type AllocationEdit } from "../sql/update-allocation"
import type {
  AllocationDTO,
  CancelAllocationsInput,
  CancelledAllocations,
  CleanupResult,
  ConfirmedBooking,
  ConfirmClaimedInput,
  ContactInput,
  ExpiredHold,
  ExtendedBooking,
  ItemInput,
  LineTerms,
  PlacedBooking,
  PlaceHoldInput,
  PlaceStaffBookingInput,
  PlaceStaffHoldInput,
  ReleasedHold,
  ReviseAllocationInput,
  RevisedAllocation,
} from "../types"
import type { Outcome } from "./outcome"

/** The request of `rb_place_hold_1`, checked as far as no row is needed. */
export type VerbRequest = { items: ItemInput[] } & Record<string, unknown>

type PlaceRequest = {
  items: (ItemInput & Partial<LineTerms>)[]
  source: "STORE" | "STAFF"
  token_scope: string
  owner_key?: string
  contact?: ContactInput
} & Record<string, unknown>

export const STAFF_MAX_MINUTES = 7 * 24 * 60
const TOKEN = /^[A-Za-z0-9_.:-]{8,128}$/

/** Holds and allocations: one claim set from its first minute to its cancellation. */
export class HoldService {
  constructor(private readonly options: BookingOptions) {}

  /** Throws `invalid_data` for a request that no resource could serve, else the request for `rb_place_hold_1`. */
  storeRequest({ cart_line, ...input }: PlaceHoldInput): VerbRequest {
    const owner = ownerKey(input)
    if (!owner) {
      throw invalidData("cart_id", "A hold needs an owner: sign in, or give a cart_id or a customer_email")
    }
    const limitAddress = this.options.max_active_unit_days_per_address > 0
    return this.placeRequest({
      ...input,
      source: "STORE",
      token_scope: cart_line ? `cart-line:${input.cart_id}` : `store:${owner}`,
      variant_id: cart_line?.variant_id,
      owner_key: owner,
      client_address: limitAddress ? input.client_address : undefined,
    })
  }

  staffHoldRequest(input: PlaceStaffHoldInput): VerbRequest {
    const { ttl_minutes } = input
    if (
      ttl_minutes !== undefined &&
      !(Number.isInteger(ttl_minutes) && ttl_minutes >= 1 && ttl_minutes <= STAFF_MAX_MINUTES)
    ) {
      throw invalidData("ttl_minutes", `ttl_minutes must be a whole number from 1 to ${STAFF_MAX_MINUTES} (7 days)`)
    }
    return this.placeRequest({ ...input, source: "STAFF", token_scope: "admin" })
  }

  staffBookingRequest({ contact, allow_past, ...input }: PlaceStaffBookingInput): VerbRequest {
    const request = {
      ...input,
      source: "STAFF" as const,
      token_scope: "admin",
      contact: { ...contact, created_by: input.created_by },
    }
    return this.placeRequest(request, { allow_past })
  }

  /**
   * Each request by itself, in their order and in one commit. In company nobody waits for an owner: of a request whose
   * owner another has the answer is undefined, and it is to be placed alone.
   */
  async place(manager: Manager, requests: VerbRequest[]): Promise<(Outcome<PlacedBooking> | undefined)[]> {
    if (requests.length === 1) {
      return [placed(await callVerb(manager, "rb_place_hold_1", { ...requests[0]!, stands_aside: true }))]
    }
    const { lock_timeout_ms } = this.options
    const { answers } = await callVerb(manager, "rb_place_holds_1", { requests, lock_timeout_ms })
    return (answers as VerbAnswer[]).map(placed)
  }

  /** One request, which waits for its owner as long as for its dates. */
  async placeAlone(manager: Manager, request: VerbRequest): Promise<Outcome<PlacedBooking>> {
    return placed(await callVerb(manager, "rb_place_hold_1", request))!
  }

  async release(manager: Manager, holdId: string, releasedBy: string, forgetToken = false): Promise<ReleasedHold> {
    const answer = await this.call(manager, "rb_release_hold_1", {
      hold_id: holdId,
      released_by: releasedBy,
      forget_token: forgetToken,
    })
    return { hold: presentHold(answer.hold), replay: answer.replay as boolean, now: instant(answer.now) }
  }

  async extend(
    manager: Manager,
    holdId: string,
    minutes: number | undefined,
    maxMinutes: number,
  ): Promise<ExtendedBooking> {
    if (minutes !== undefined && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= STAFF_MAX_MINUTES)) {
      throw invalidData("minutes", `minutes must be a whole number from 1 to ${STAFF_MAX_MINUTES}`)
    }
    const answer = await this.call(manager, "rb_extend_hold_1", {
      hold_id: holdId,
      minutes,
      default_ttl_minutes: this.options.hold_ttl_minutes,
      max_hold_minutes: maxMinutes,
    })
    return {
      holds: (answer.holds as unknown[]).map(presentHold),
      extended: answer.extended as boolean,
      now: instant(answer.now),
    }
  }

  /** One bounded batch, one commit. Without ids: the oldest expired holds of the whole table. */
  async expire(manager: Manager, holdIds?: string[]): Promise<Omit<CleanupResult, "duration_ms">> {
    const answer = await this.call(manager, "rb_expire_holds_1", {
      hold_ids: holdIds,
      limit: this.options.cleanup_batch_size,
      max_claims: Math.max(1000, this.options.max_hold_days),
    })
    const holds = presentRows<ExpiredHold>(answer.holds)
    return {
      holds,
      expired_count: holds.length,
      capacity_restored: answer.capacity_restored as number,
      now: instant(answer.now),
    }
  }

  /** With `claimedOnly`, only what the checkout has claimed for this very line. */
  async confirm(manager: Manager, input: ConfirmClaimedInput, claimedOnly: boolean): Promise<ConfirmedBooking> {
    const { hold_ids, cart_line_id, ...contact } = input
    const answer = await this.call(manager, "rb_confirm_hold_1", {
      holds: [...new Set(hold_ids)].map((hold_id) => ({
        hold_id,
        allocation_id: newId("alloc"),
      })),
      contact,
      claimed_only: claimedOnly,
      cart_line_id,
    })
    return {
      allocations: (answer.allocations as unknown[]).map(presentAllocation),
      replay: answer.replay as boolean,
      now: instant(answer.now),
    }
  }

  async cancel(
    manager: Manager,
    { allocation_ids, cancelled_by, reason }: CancelAllocationsInput,
  ): Promise<CancelledAllocations> {
    const answer = await this.call(manager, "rb_cancel_allocations_1", { allocation_ids, cancelled_by, reason })
    return {
      allocations: (answer.allocations as unknown[]).map(presentAllocation),
      cancelled_ids: answer.cancelled_ids as string[],
      now: instant(answer.now),
    }
  }

  /** The preview answers the same and changes nothing. */
  async revise(
    manager: Manager,
    input: ReviseAllocationInput,
    verb: "rb_revise_allocation_1" | "rb_preview_revision_1" = "rb_revise_allocation_1",
  ): Promise<Outcome<RevisedAllocation>> {
    const present = await this.getAllocation(manager, input.allocation_id)
    const moved = input.dates !== undefined || input.start_date !== undefined || input.end_date !== undefined
    const item: ItemInput = {
      resource_id: input.resource_id ?? present.resource_id,
      quantity: input.quantity ?? present.quantity,
      ...(moved
        ? { dates: input.dates, start_date: input.start_date, end_date: input.end_date }
        : { dates: present.dates }),
    }
    const answer = await callVerb(manager, verb, {
      allocation_id: input.allocation_id,
      new_hold_id: newId("hold"),
      new_allocation_id: newId("alloc"),
      item: this.readItem(item, ""),
      rules: {
        max_hold_days: this.options.max_hold_days,
        allow_past: input.allow_past,
        change_days: input.change_days,
      },
      by: input.by,
      lock_timeout_ms: this.options.lock_timeout_ms,
    })
    if (answer.code !== "ok") {
      return { refused: refusal(answer), stale: (answer.stale as string[] | null) ?? [] }
    }
    return {
      done: {
        allocation: presentAllocation(answer.allocation),
        replaced: presentAllocation(answer.replaced),
        now: instant(answer.now),
      },
    }
  }

  async edit(manager: Manager, id: string, edit: AllocationEdit, expectedUpdatedAt?: string): Promise<AllocationDTO> {
    const row = await updateAllocation(manager, id, edit, expectedUpdatedAt ?? null)
    if (!row) {
      throw refusal({ code: "allocation_not_found", allocation_id: id })
    }
    if (!row.edited) {
      throw staleEdit("allocation", presentAllocation(row.present))
    }
    return presentAllocation(row.edited)
  }

  async getAllocation(manager: Manager, id: string): Promise<AllocationDTO> {
    const [row] = await getAllocations(manager, [id])
    if (!row) {
      throw refusal({ code: "allocation_not_found", allocation_id: id })
    }
    return presentAllocation(row)
  }

  private async call(manager: Manager, verb: Parameters<typeof callVerb>[1], request: object): Promise<VerbAnswer> {
    const answer = await callVerb(manager, verb, { ...request, lock_timeout_ms: this.options.lock_timeout_ms })
    if (answer.code !== "ok") {
      throw refusal(answer)
    }
    return answer
  }

  private placeRequest(input: PlaceRequest, rules: { allow_past?: boolean } = {}): VerbRequest {
    const { items, ...request } = input
    if (items.length === 0 || items.length > this.options.max_claims_per_request) {
      throw invalidData("items", `items must name 1 to ${this.options.max_claims_per_request} claims`)
    }
    const token = request.idempotency_token as string | undefined
    if (token !== undefined && !TOKEN.test(token)) {
      throw invalidData("idempotency_token", "idempotency_token must have 8 to 128 characters of A-Z a-z 0-9 _ . : -")
    }
    const read = items.map((item, i) => this.readItem(item, items.length > 1 ? `items[${i}].` : ""))
    return {
      ...request,
      items: read.map((item, i) => ({
        ...item,
        per: items[i]!.per,
        units: items[i]!.units,
        hold_id: newId("hold"),
        allocation_id: request.contact ? newId("alloc") : undefined,
      })),
      booking_id: newId("bk"),
      request_hash: requestHash(read, request.owner_key ?? null, termsOf(input)),
      default_ttl_minutes: this.options.hold_ttl_minutes,
      max_ttl_minutes: input.source === "STORE" ? this.options.max_hold_minutes : undefined,
      rules: { max_hold_days: this.options.max_hold_days, max_claims: this.options.max_claims_per_request, ...rules },
      limits: {
        holds: this.options.max_active_holds_per_owner,
        unit_days: this.options.max_active_unit_days_per_owner,
        address_unit_days: this.options.max_active_unit_days_per_address,
      },
      lock_timeout_ms: this.options.lock_timeout_ms,
    }
  }

  private readItem(item: ItemInput, path: string): ItemInput {
    const fault = itemFault(item, path, this.options.max_hold_quantity, this.options.max_hold_days)
    if (fault) {
      throw invalidData(fault.field, fault.message)
    }
    const { resource_id, quantity } = item
    return item.dates
      ? { resource_id, quantity, dates: sortedDates(item.dates) }
      : { resource_id, quantity, start_date: item.start_date, end_date: item.end_date }
  }
}

const placed = (answer: VerbAnswer): Outcome<PlacedBooking> | undefined => {
  if (answer.code === "aside") {
    return undefined
  }
  if (answer.code !== "ok") {
    return { refused: refusal(answer), stale: (answer.stale as string[] | null) ?? [] }
  }
  return {
    done: {
      booking_id: answer.booking_id as string,
      holds: (answer.holds as unknown[]).map(presentHold),
      allocations: ((answer.allocations as unknown[] | undefined) ?? []).map(presentAllocation),
      replay: answer.replay as boolean,
      now: instant(answer.now),
    },
  }
}

/**
 * For whom and how long, as far as it tells one request from another: in one order, without metadata, and without the
 * member of staff who happens to send it again.
 */
const termsOf = ({ contact = {}, ttl_minutes, customer_id, customer_email, variant_id }: PlaceRequest) =>
  Object.entries({ ...contact, ttl_minutes, holder_id: customer_id, holder_email: customer_email, variant_id })
    .filter(([field, value]) => !["metadata", "created_by"].includes(field) && value !== undefined && value !== null)
    .sort()
