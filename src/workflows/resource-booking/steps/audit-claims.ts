import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"
import { claimIncidents, completeKinds } from "../claim-incidents"
import { journalService } from "../journal-service"

/**
 * Recounts every claim. What is found opens an incident or refreshes it, what is gone resolves it; the audit is worth
 * its answer even where the journal cannot be written.
 */
export const auditClaimsStep = createStep("resource-booking-audit-claims", async (_: void, { container }) => {
  const audit = await bookingService(container).auditClaims()
  const journal = journalService(container)
  const found = claimIncidents(audit)
  try {
    for (const incident of found) {
      await journal.openIncident(incident)
    }
    for (const kind of completeKinds(audit)) {
      const refs = found.filter((incident) => incident.kind === kind).map(({ ref }) => ref)
      await journal.resolveIncidentsNotIn({
        kind,
        refs,
        resolved_by: "system",
        note: "Not found by a later audit",
        checked_at: audit.checked_at,
      })
    }
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .error(
        `resource-booking: the audit's ${found.length} incidents are not in the journal: ${(error as Error).message}`,
      )
  }
  return new StepResponse(audit)
})
