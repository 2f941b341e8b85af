import { createStep, StepResponse } from "@medusajs/framework/workflows-sdk"
import type { AllocationDTO } from "../../../modules/resource_booking/types"
import { bookingService } from "../booking-service"
import { changesOf } from "../changes-of"

type Words = Pick<
  AllocationDTO,
  "contact_name" | "contact_email" | "contact_phone" | "note" | "unit_label" | "metadata"
>
export type EditAllocationInput = { id: string; edit: Partial<Words>; expected_updated_at?: string }

/** Undone by writing the old words back, unless somebody else has edited the allocation since. */
export const updateAllocationStep = createStep(
  "resource-booking-update-allocation",
  async ({ id, edit, expected_updated_at }: EditAllocationInput, { container }) => {
    const service = bookingService(container)
    const before = await service.getAllocation(id)
    const allocation = await service.updateAllocation(id, { ...edit, expected_updated_at })
    const changes = changesOf(editable(before), editable(allocation))
    return new StepResponse(
      { allocation, changes },
      { id, before: changes.before, expected_updated_at: allocation.updated_at },
    )
  },
  async (undo, { container }) => {
    if (undo) {
      const { id, before, expected_updated_at } = undo
      await bookingService(container).updateAllocation(id, { ...before, expected_updated_at })
    }
  },
)

const editable = ({ contact_name, contact_email, contact_phone, note, unit_label, metadata }: Words): Words => ({
  contact_name,
  contact_email,
  contact_phone,
  note,
  unit_label,
  metadata,
})
