import type { Manager } from "./manager"

export type { Manager } from "./manager"

/** What a verb's function answers: `code` is `ok` or the code of the refusal. */
export type VerbAnswer = { code: string } & Record<string, unknown>

export type VerbName =
  | "rb_place_hold_1"
  | "rb_place_holds_1"
  | "rb_release_hold_1"
  | "rb_expire_holds_1"
  | "rb_extend_hold_1"
  | "rb_confirm_hold_1"
  | "rb_attach_holds_1"
  | "rb_claim_cart_1"
  | "rb_unclaim_cart_1"
  | "rb_resize_holds_1"
  | "rb_cancel_allocations_1"
  | "rb_revise_allocation_1"
  | "rb_preview_revision_1"
  | "rb_set_capacity_1"
  | "rb_save_blackout_1"
  | "rb_save_resource_1"

/** One verb is one statement: lock, read, decide and write happen inside the function, without a round trip between. */
export const callVerb = async (manager: Manager, verb: VerbName, request: object): Promise<VerbAnswer> => {
  const [row] = await manager.execute<{ answer: VerbAnswer }[]>(`select ${verb}(?::jsonb) as answer`, [
    JSON.stringify(request),
  ])
  return row!.answer
}
