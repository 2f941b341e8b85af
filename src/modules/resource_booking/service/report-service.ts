import { daysBetween, isCalendarDate } from "../domain/calendar-date"
import { rangeFault } from "../domain/claim-items"
import { invalidData } from "../errors"
import type { BookingOptions } from "../options"
import { instant } from "../present-row"
import type {
  ClaimAudit,
  Conversion,
  ConversionInput,
  HealthFigures,
  UtilisationInput,
  UtilisationRow,
} from "../read-types"
import { auditBlackouts } from "../sql/audit-blackouts"
import { auditCapacity, type AuditedCapacity } from "../sql/audit-capacity"
import { auditLimits } from "../sql/audit-limits"
import { auditRecords } from "../sql/audit-records"
import type { Manager } from "../sql/manager"
import { readConversion } from "../sql/read-conversion"
import { readHealthFigures } from "../sql/read-health-figures"
import { readUtilisation } from "../sql/read-utilisation"

const LONGEST_REPORT_DAYS = 366
const MOST_FINDINGS = 200

/** Figures over many claims, and the recount that shows whether they add up. */
export class ReportService {
  constructor(private readonly options: BookingOptions) {}

  async getUtilisation(manager: Manager, input: UtilisationInput): Promise<UtilisationRow[]> {
    const fault = rangeFault(input.start_date, input.end_date)
    if (fault) {
      throw invalidData(fault.field, fault.message)
    }
    return await readUtilisation(manager, input)
  }

  async getConversion(manager: Manager, { from, to }: ConversionInput): Promise<Conversion> {
    for (const [field, value] of Object.entries({ from, to })) {
      if (!isCalendarDate(value)) {
        throw invalidData(field, `${field} "${value}" is not a day of the form YYYY-MM-DD`)
      }
    }
    const days = daysBetween(from, to) + 1
    if (days < 1 || days > LONGEST_REPORT_DAYS) {
      throw invalidData("to", `to must lie 0 to ${LONGEST_REPORT_DAYS - 1} days after from`)
    }
    const { timezone, hold_retention_days: kept_days } = this.options
    return await readConversion(manager, { from, to, timezone, kept_days })
  }

  async getHealthFigures(manager: Manager): Promise<HealthFigures> {
    const figures = await readHealthFigures(manager)
    return { ...figures, now: instant(figures.now) }
  }

  /**
   * Each invariant is recounted in a statement, and so in a snapshot, of its own; at most 200 findings of each kind.
   * Who is above a limit may have been there before an operator lowered it: a warning, and the books are in order.
   */
  async auditClaims(manager: Manager): Promise<ClaimAudit> {
    const { checked_at, wrong, overcommitted } = await auditCapacity(manager, MOST_FINDINGS)
    const violations = {
      drift: wrong.filter(hasRow),
      missing_capacity: wrong
        .filter((row) => !hasRow(row))
        .map(({ resource_id, date, held, allocated }) => ({ resource_id, date, held, allocated })),
      ...(await auditRecords(manager, MOST_FINDINGS)),
      claimed_in_blackout: await auditBlackouts(manager, MOST_FINDINGS),
    }
    const warnings = await auditLimits(
      manager,
      {
        holds: this.options.max_active_holds_per_owner,
        unit_days: this.options.max_active_unit_days_per_owner,
        address_unit_days: this.options.max_active_unit_days_per_address,
      },
      MOST_FINDINGS,
    )
    const lists = { ...violations, ...warnings, overcommitted }
    // Drift and missing rows are one list to the statement that finds them.
    const found = { ...lists, drift: wrong, missing_capacity: wrong }
    return {
      checked_at: instant(checked_at),
      ok: Object.values(violations).every((findings) => findings.length === 0),
      truncated: Object.entries(found)
        .filter(([, findings]) => findings.length >= MOST_FINDINGS)
        .map(([list]) => list),
      ...lists,
    }
  }
}

const hasRow = (row: AuditedCapacity["wrong"][number]): row is ClaimAudit["drift"][number] => row.max !== null
