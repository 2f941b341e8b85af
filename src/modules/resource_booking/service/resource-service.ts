import { IANAZone } from "luxon"
import { BookingError, invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { presentResource, presentRows } from "../present-row"
import { refusal, staleRow } from "../refusals"
import { callVerb, type Manager } from "../sql/call-verb"
import type { CreateResourceInput, ResourceDTO, UpdateResourceInput } from "../types"

type Action = { action: "update"; patch: UpdateResourceInput } | { action: "delete" } | { action: "restore" }

/** The bookable things themselves. */
export class ResourceService {
  constructor(private readonly options: BookingOptions) {}

  /** Upper-cases the type, fills in the plugin's time zone and throws `invalid_data` for what no resource can be. */
  readInput(input: CreateResourceInput): CreateResourceInput {
    return this.checked({ timezone: this.options.timezone, ...input })
  }

  async save(
    manager: Manager,
    resourceId: string,
    action: Action,
    expectedUpdatedAt?: string,
  ): Promise<{ resource: ResourceDTO; before: ResourceDTO }> {
    const answer = await callVerb(manager, "rb_save_resource_1", {
      ...action,
      ...(action.action === "update" ? { patch: this.checked(action.patch) } : {}),
      resource_id: resourceId,
      expected_updated_at: expectedUpdatedAt,
      lock_timeout_ms: this.options.lock_timeout_ms,
    })
    if (answer.code === "stale_edit") {
      throw staleRow(answer)
    }
    if (answer.code === "resource_in_use") {
      const { holds, allocations } = answer.claims as { holds: unknown; allocations: unknown }
      throw new BookingError(
        "resource_in_use",
        action.action === "delete"
          ? `Resource ${resourceId} has live holds or bookings: cancel or move them, or set it inactive to stop selling it`
          : `booking_unit and timezone of ${resourceId} cannot change while it has live holds or bookings`,
        { holds: presentRows(holds), allocations: presentRows(allocations) },
      )
    }
    if (answer.code !== "ok") {
      throw refusal(answer)
    }
    return { resource: presentResource(answer.resource), before: presentResource(answer.before) }
  }

  private checked<T extends Partial<CreateResourceInput>>(input: T): T {
    const type = input.type?.trim().toUpperCase()
    if (type !== undefined && !/^[A-Z][A-Z0-9_]*$/.test(type)) {
      throw invalidData("type", `type "${input.type}" must be letters, digits and underscores, such as VEHICLE`)
    }
    if (input.timezone !== undefined && !IANAZone.isValidZone(input.timezone)) {
      throw invalidData(
        "timezone",
        `timezone "${input.timezone}" is not an IANA time zone such as "Australia/Brisbane"`,
      )
    }
    if (input.min_days && input.max_days && input.min_days > input.max_days) {
      throw invalidData("min_days", `min_days ${input.min_days} is more than max_days ${input.max_days}`)
    }
    return type === undefined ? input : { ...input, type }
  }
}
