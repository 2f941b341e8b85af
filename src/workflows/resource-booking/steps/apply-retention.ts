import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import { bookingService } from "../booking-service"
import { journalService } from "../journal-service"
import { RunActions } from "../run-actions"

// Entries of runs say that a job is alive, nobody reads last month's. Lost demand is compared with last year's.
const RUNS_KEPT_DAYS = 14
const REFUSALS_KEPT_DAYS = 400

/** Holds that ended long ago and the journal's bulk go. What is committed stays so, whatever fails after it. */
export const applyRetentionStep = createStep("resource-booking-apply-retention", async (_: void, { container }) => {
  const holds = await bookingService(container).applyRetention()
  const journal = journalService(container)
  try {
    for (const action of Object.values(RunActions)) {
      await journal.pruneLog({ action, keep_days: RUNS_KEPT_DAYS })
    }
    await journal.pruneRefusals({ keep_days: REFUSALS_KEPT_DAYS })
  } catch (error) {
    container
      .resolve(ContainerRegistrationKeys.LOGGER)
      .warn(`resource-booking: the journal keeps its old entries for now: ${(error as Error).message}`)
  }
  return new StepResponse(holds)
})
