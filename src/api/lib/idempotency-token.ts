import type { MedusaRequest } from "@medusajs/framework/http"
import { invalidData } from "../../modules/resource_booking/errors"

/** The token of a request, from the `Idempotency-Key` header or the body; both are fine while they agree. */
export const idempotencyToken = (req: Pick<MedusaRequest, "get">, fromBody: string | undefined): string | undefined => {
  const fromHeader = req.get("idempotency-key")
  if (fromHeader !== undefined && fromBody !== undefined && fromHeader !== fromBody) {
    throw invalidData("idempotency_token", "The Idempotency-Key header and idempotency_token differ: send one of them")
  }
  return fromHeader ?? fromBody
}
