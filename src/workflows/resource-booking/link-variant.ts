import {
  acquireLockStep,
  createRemoteLinkStep,
  releaseLockStep,
  updateRemoteLinksStep,
} from "@medusajs/medusa/core-flows"
import { createWorkflow, transform, WorkflowResponse } from "@medusajs/framework/workflows-sdk"
import { variantLock } from "./checkout/variant-link"
import { planVariantLinksStep, type LinkVariantInput } from "./steps/plan-variant-links"
import { writeLogStep } from "./steps/write-log"

/**
 * Makes a variant sell a resource, or edits how it does. What the variant costs and how long it lasts is set on all its
 * links together.
 */
export const linkVariantWorkflow = createWorkflow(
  "resource-booking-link-variant",
  (input: { by: string; link: LinkVariantInput }) => {
    const lock = transform({ input }, ({ input }) => variantLock(input.link.variant_id))
    acquireLockStep(lock)
    const plan = planVariantLinksStep(input.link)
    updateRemoteLinksStep(plan.updated)
    createRemoteLinkStep(plan.created)
    const entry = transform({ input, plan }, ({ input, plan: { before, after } }) =>
      JSON.stringify(before) === JSON.stringify(after)
        ? null
        : {
            actor: input.by,
            action: "variant.link",
            resource_id: input.link.resource_id,
            selector: { variant_id: input.link.variant_id },
            before,
            after,
          },
    )
    writeLogStep(entry)
    releaseLockStep(lock)
    return new WorkflowResponse(plan)
  },
)
