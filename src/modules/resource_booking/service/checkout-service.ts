import { quantityFault } from "../domain/claim-items"
import { newId } from "../domain/new-id"
import { BookingError, bookingErrorCode, invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { instant, presentHold, presentRows } from "../present-row"
import { refusal } from "../refusals"
import { callVerb, type Manager, type VerbAnswer } from "../sql/call-verb"
import { findLineHolds } from "../sql/find-line-holds"
import { listAbandonedClaims } from "../sql/list-abandoned-claims"
import { listEndedCarts } from "../sql/list-ended-carts"
import { readOrderAllocations } from "../sql/read-order-allocations"
import type {
  AbandonedClaim,
  AttachHoldsInput,
  CartLineClaim,
  ClaimCartInput,
  ClaimedCart,
  EndedCartsInput,
  HoldDTO,
  OrderAllocation,
  ResizeHoldsInput,
} from "../types"
import type { BookingHolds } from "../read-types"
import type { Outcome } from "./outcome"

/** As long as core's own lock of a cart lives: an attempt that began longer ago has died with its process. */
const ATTEMPT_SECONDS = 120

/** The holds of a cart's lines, from the moment they are agreed until an order has them. */
export class CheckoutService {
  constructor(private readonly options: BookingOptions) {}

  async attach(manager: Manager, { unit_price, ...input }: AttachHoldsInput): Promise<BookingHolds> {
    const answer = await this.call(manager, "rb_attach_holds_1", {
      ...input,
      unit_price: unit_price.value,
      raw_unit_price: unit_price,
    })
    if (answer.code !== "ok") throw refusal(answer)
    return { holds: (answer.holds as unknown[]).map(presentHold), now: instant(answer.now) }
  }

  /** `expired` beside either outcome: what the claim found lapsed and has settled. */
  async claim(manager: Manager, input: ClaimCartInput): Promise<Outcome<ClaimedCart> & { expired: HoldDTO[] }> {
    const answer = await this.call(manager, "rb_claim_cart_1", {
      ...input,
      grace_minutes: this.options.payment_grace_minutes,
      max_hold_minutes: this.options.max_hold_minutes,
      attempt_seconds: ATTEMPT_SECONDS,
      new_hold_ids: input.lines.flatMap(({ resources }) => resources.map(() => newId("hold"))),
      ...this.rules(),
    })
    const expired = ((answer.expired as unknown[] | undefined) ?? []).map(presentHold)
    if (answer.code !== "ok") {
      return { refused: named(refusal(answer), answer, input.lines), stale: staleIds(answer), expired }
    }
    const done = {
      claim: answer.claim as string | null,
      holds: (answer.holds as unknown[]).map(presentHold),
      retaken_ids: answer.retaken_ids as string[],
      now: instant(answer.now),
    }
    return { done, expired }
  }

  async unclaim(manager: Manager, cartId: string, claim: string): Promise<string[]> {
    const answer = await this.call(manager, "rb_unclaim_cart_1", { cart_id: cartId, claim })
    return answer.hold_ids as string[]
  }

  async resize(manager: Manager, { holds, by }: ResizeHoldsInput): Promise<Outcome<BookingHolds>> {
    for (const { quantity } of holds) {
      const fault = quantityFault(quantity, "", this.options.max_hold_quantity)
      if (fault) throw invalidData(fault.field, fault.message)
    }
    const each = new Map(holds.map((hold) => [hold.hold_id, hold]))
    const answer = await this.call(manager, "rb_resize_holds_1", {
      holds: [...each.values()].map((hold) => ({ ...hold, new_hold_id: newId("hold") })),
      by,
      ...this.rules(),
    })
    return answer.code === "ok"
      ? { done: { holds: (answer.holds as unknown[]).map(presentHold), now: instant(answer.now) } }
      : { refused: refusal(answer), stale: staleIds(answer) }
  }

  async lineHolds(manager: Manager, cartId: string): Promise<HoldDTO[]> {
    return (await findLineHolds(manager, cartId)).map(presentHold)
  }

  async orderAllocations(manager: Manager, orderId: string): Promise<OrderAllocation[]> {
    return presentRows<OrderAllocation>(await readOrderAllocations(manager, orderId))
  }

  /** Claims that have outlived `payment_grace_minutes`, the oldest first. */
  async abandonedClaims(manager: Manager): Promise<AbandonedClaim[]> {
    return await listAbandonedClaims(manager, this.options.payment_grace_minutes, this.options.cleanup_batch_size)
  }

  async endedCarts(manager: Manager, input: EndedCartsInput): Promise<string[]> {
    return await listEndedCarts(manager, input, this.options.cleanup_batch_size)
  }

  private rules() {
    return {
      rules: { max_hold_days: this.options.max_hold_days, max_claims: this.options.max_claims_per_request },
      limits: {
        holds: this.options.max_active_holds_per_owner,
        unit_days: this.options.max_active_unit_days_per_owner,
        // 0 is none, also for holds that were placed while there was one.
        address_unit_days: this.options.max_active_unit_days_per_address || undefined,
      },
    }
  }

  private async call(manager: Manager, verb: Parameters<typeof callVerb>[1], request: object): Promise<VerbAnswer> {
    return await callVerb(manager, verb, { ...request, lock_timeout_ms: this.options.lock_timeout_ms })
  }
}

const staleIds = (answer: VerbAnswer): string[] => (answer.stale as string[] | null | undefined) ?? []

/** A refusal of a cart says which of its lines it is about. */
const named = (error: BookingError, { line_item_id }: VerbAnswer, lines: CartLineClaim[]): BookingError => {
  const line = lines.find((one) => one.line_item_id === line_item_id)
  if (!line) return error
  return new BookingError(bookingErrorCode(error)!, `${line.title}: ${error.message}`, {
    ...error.details,
    line_item_id,
    title: line.title,
  })
}
