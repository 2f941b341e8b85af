import type { Context, Logger } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import { generateEntityId, InjectManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { incidentNotFound, unknownOrder } from "./errors"
import { BookingIncident } from "./models/booking-incident"
import { BookingLog } from "./models/booking-log"
import { BookingRefusal } from "./models/booking-refusal"
import { presentIncident, presentLogEntry } from "./present-row"
import { RefusalCounter } from "./refusal-counter"
import { addRefusals } from "./sql/add-refusals"
import { lastLog } from "./sql/last-log"
import { listIncidents } from "./sql/list-incidents"
import { listLog } from "./sql/list-log"
import { listLogOf } from "./sql/list-log-of"
import { managerOf } from "./sql/manager"
import { openIncident } from "./sql/open-incident"
import { pruneLog } from "./sql/prune-log"
import { pruneRefusals } from "./sql/prune-refusals"
import { resolveIncident } from "./sql/resolve-incident"
import { resolveIncidentsNotIn } from "./sql/resolve-incidents-not-in"
import { sumRefusals } from "./sql/sum-refusals"
import { writeLog } from "./sql/write-log"
import {
  INCIDENT_ORDER_FIELDS,
  type DayLogFilters,
  type IncidentDTO,
  type IncidentFilters,
  type IncidentOrder,
  type LogEntry,
  type LogFilters,
  type LogInput,
  type LostDemand,
  type LostDemandFilters,
  type OpenedIncident,
  type OpenIncidentInput,
  type Page,
  type RefusalInput,
  type ResolveIncidentInput,
  type ResolveIncidentsNotInInput,
} from "./types"

type Db = Context<EntityManager>

/**
 * What the desk reads: incidents that wait for somebody, lost demand, and who changed what. Every method is one statement
 * of its own, written after the guarded transaction it tells about.
 */
export default class BookingJournalModuleService extends MedusaService({
  BookingIncident,
  BookingRefusal,
  BookingLog,
}) {
  private readonly refusals: RefusalCounter

  /** Medusa's own: counts are written before the connection goes. Jobs may still refuse between the two. */
  readonly __hooks: Record<"onApplicationPrepareShutdown" | "onApplicationShutdown", () => Promise<void>>

  constructor(container: { logger: Pick<Logger, "warn"> }) {
    super(container)
    this.refusals = new RefusalCounter(
      (refusals) => this.addRefusals(refusals),
      (message) => container.logger.warn(message),
    )
    this.__hooks = {
      onApplicationPrepareShutdown: this.refusals.flushQuietly,
      onApplicationShutdown: this.refusals.flushQuietly,
    }
  }

  /** At most one incident of a kind and ref is open: a second call refreshes its details, if it has any, and `updated_at`. */
  @InjectManager()
  async openIncident(
    { kind, ref, details = null }: OpenIncidentInput,
    @MedusaContext() db: Db = {},
  ): Promise<OpenedIncident> {
    const id = generateEntityId(undefined, "inc")
    const row = await openIncident(managerOf(db), { id, kind, ref, details })
    return { incident: presentIncident(row), opened: row.id === id }
  }

  /** Resolving a resolved incident changes nothing and answers the same. Throws `incident_not_found`. */
  @InjectManager()
  async resolveIncident(input: ResolveIncidentInput, @MedusaContext() db: Db = {}): Promise<IncidentDTO> {
    const row = await resolveIncident(managerOf(db), input.id, input.resolved_by, input.note ?? null)
    if (!row) {
      throw incidentNotFound(input.id)
    }
    return presentIncident(row)
  }

  /** For a check that has found what is wrong now: closes the open incidents of its kind that are not so any more. */
  @InjectManager()
  async resolveIncidentsNotIn(input: ResolveIncidentsNotInInput, @MedusaContext() db: Db = {}): Promise<IncidentDTO[]> {
    const rows = await resolveIncidentsNotIn(managerOf(db), input)
    return rows.map(presentIncident)
  }

  /** The latest first, unless `order` says otherwise. */
  @InjectManager()
  async listIncidents(
    filters: IncidentFilters = {},
    { order = "-opened_at", ...page }: Page & { order?: IncidentOrder } = {},
    @MedusaContext() db: Db = {},
  ): Promise<{ incidents: IncidentDTO[]; count: number }> {
    if (!INCIDENT_ORDER_FIELDS.some((field) => order === field || order === `-${field}`)) {
      throw unknownOrder(order, INCIDENT_ORDER_FIELDS)
    }
    const { rows, count } = await listIncidents(managerOf(db), filters, { ...page, order })
    return { incidents: rows.map(presentIncident), count }
  }

  /** Counts a refusal in memory, once for each day; it is on disk within seconds. */
  countRefusal(refusal: RefusalInput): void {
    this.refusals.count(refusal)
  }

  /** Writes what this process has counted, never as part of a transaction of the caller, whose rollback would lose it. */
  async flushRefusals(): Promise<void> {
    await this.refusals.flush()
  }

  /** What was wanted and refused, of all processes, up to their last flush. */
  @InjectManager()
  async listLostDemand(filters: LostDemandFilters = {}, @MedusaContext() db: Db = {}): Promise<LostDemand[]> {
    return await sumRefusals(managerOf(db), filters)
  }

  @InjectManager()
  async pruneRefusals({ keep_days }: { keep_days: number }, @MedusaContext() db: Db = {}): Promise<number> {
    return await pruneRefusals(managerOf(db), keep_days)
  }

  @InjectManager()
  async writeLog(entry: LogInput, @MedusaContext() db: Db = {}): Promise<LogEntry> {
    return presentLogEntry(await writeLog(managerOf(db), { ...entry, id: generateEntityId(undefined, "log") }))
  }

  @InjectManager()
  async listLog(
    filters: LogFilters = {},
    page: Page = {},
    @MedusaContext() db: Db = {},
  ): Promise<{ entries: LogEntry[]; count: number }> {
    const { rows, count } = await listLog(managerOf(db), filters, page)
    return { entries: rows.map(presentLogEntry), count }
  }

  /** What was done to one date of a resource, the newest first. */
  @InjectManager()
  async listLogOf(
    filters: DayLogFilters,
    { limit = 50 }: Pick<Page, "limit"> = {},
    @MedusaContext() db: Db = {},
  ): Promise<LogEntry[]> {
    return (await listLogOf(managerOf(db), filters, limit)).map(presentLogEntry)
  }

  /** The newest entry of an action, or null. */
  @InjectManager()
  async lastLog(action: string, @MedusaContext() db: Db = {}): Promise<LogEntry | null> {
    const row = await lastLog(managerOf(db), action)
    return row ? presentLogEntry(row) : null
  }

  /** For actions that write an entry per run, which nobody reads after some days. Answers how many went. */
  @InjectManager()
  async pruneLog(
    { action, keep_days }: { action: string; keep_days: number },
    @MedusaContext() db: Db = {},
  ): Promise<number> {
    return await pruneLog(managerOf(db), action, keep_days)
  }

  @InjectManager()
  protected async addRefusals(refusals: LostDemand[], @MedusaContext() db: Db = {}): Promise<void> {
    await addRefusals(
      managerOf(db),
      refusals.map((refusal) => ({ ...refusal, id: generateEntityId(undefined, "rfs") })),
    )
  }
}
