import { acquireLockStep, dismissRemoteLinkStep, releaseLockStep } from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { variantLink, variantLock } from "./checkout/variant-link"
import { findVariantLinkStep, type UnlinkVariantInput } from "./steps/find-variant-link"
import { writeLogStep } from "./steps/write-log"

/** The variant no longer sells the resource. What is booked stays booked. */
export const unlinkVariantWorkflow = createWorkflow(
  "resource-booking-unlink-variant",
  (input: UnlinkVariantInput & { by: string }) => {
    const lock = transform({ input }, ({ input }) => variantLock(input.variant_id))
    acquireLockStep(lock)
    const terms = findVariantLinkStep(input)
    dismissRemoteLinkStep(transform({ input }, ({ input }) => [variantLink(input.variant_id, input.resource_id)]))
    const entry = transform({ input, terms }, ({ input, terms }) => ({
      actor: input.by,
      action: "variant.unlink",
      resource_id: input.resource_id,
      selector: { variant_id: input.variant_id },
      before: terms,
    }))
    writeLogStep(entry)
    releaseLockStep(lock)
    return new WorkflowResponse(terms)
  },
)
