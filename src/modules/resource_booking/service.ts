import type { Context, DAL, IEventBusModuleService } from "@medusajs/framework/types"
import type { EntityManager } from "@medusajs/framework/mikro-orm/knex"
import { InjectManager, InjectTransactionManager, MedusaContext, MedusaService } from "@medusajs/framework/utils"
import { withCalendarDays } from "./calendar-days"
import { daysBetween, todayIn } from "./domain/calendar-date"
import { newId } from "./domain/new-id"
import { tooBusy, unavailable } from "./errors"
import { holdEvent, isNews, ResourceBookingEvents } from "./events"
import { Guard } from "./guard"
import { pluginOptions } from "./loaders/validate-options"
import { ResourceAllocation } from "./models/resource-allocation"
import { ResourceBlackout } from "./models/resource-blackout"
import { ResourceCapacity } from "./models/resource-capacity"
import { Resource } from "./models/resource"
import { ResourceHold } from "./models/resource-hold"
import { parseOptions, type BookingOptions } from "./options"
import { PlaceBatcher } from "./place-batcher"
import { presentHold, presentResource } from "./present-row"
import type {
  AffectedAllocations,
  AffectedInput,
  AllocationFilters,
  AllocationRow,
  Availability,
  AvailabilityInput,
  BlackoutFilters,
  BlackoutRow,
  BookingHolds,
  Calendar,
  CalendarClaims,
  CalendarClaimsInput,
  CalendarInput,
  CapacityCalendar,
  CapacityCalendarInput,
  ClaimAudit,
  Conversion,
  ConversionInput,
  DeskFigures,
  ExportedAllocations,
  HealthFigures,
  HoldFilters,
  HoldRow,
  Listed,
  LiveClaimsInput,
  ResourceTypeRow,
  RunSheet,
  RunSheetInput,
  SearchInput,
  SearchResult,
  UtilisationInput,
  UtilisationRow,
} from "./read-types"
import { AvailabilityService } from "./service/availability-service"
import { CapacityService } from "./service/capacity-service"
import { CheckoutService } from "./service/checkout-service"
import { DeskService } from "./service/desk-service"
import { HoldService, STAFF_MAX_MINUTES, type VerbRequest } from "./service/hold-service"
import type { Outcome } from "./service/outcome"
import { ReportService } from "./service/report-service"
import { ResourceService } from "./service/resource-service"
import { blankPersonalData, deleteOldHolds } from "./sql/apply-retention"
import { eraseCustomer } from "./sql/erase-customer"
import { getResources } from "./sql/get-rows"
import { insertResource } from "./sql/insert-resource"
import { listResourceTypes } from "./sql/list-resource-types"
import { listResourcesToOpen } from "./sql/list-resources-to-open"
import { managerOf, type Manager } from "./sql/manager"
import { markExpiringHolds } from "./sql/mark-expiring-holds"
import type { AllocationEdit } from "./sql/update-allocation"
import type {
  AbandonedClaim,
  AllocationDTO,
  AttachHoldsInput,
  BlackoutConflicts,
  BlackoutDTO,
  BlackoutInput,
  CancelAllocationsInput,
  CancelledAllocations,
  ClaimCartInput,
  ClaimedCart,
  CleanupResult,
  ConfirmedBooking,
  ConfirmClaimedInput,
  ConfirmHoldInput,
  CreateResourceInput,
  EndedCartsInput,
  ExtendedBooking,
  HoldAnswer,
  HoldDTO,
  Instant,
  OrderAllocation,
  PlacedBooking,
  PlaceHoldInput,
  PlaceStaffBookingInput,
  PlaceStaffHoldInput,
  ReleasedHold,
  ResizeHoldsInput,
  ResourceDTO,
  ReviseAllocationInput,
  RevisedAllocation,
  SaveBlackoutOptions,
  SavedBlackout,
  SetCapacityInput,
  SetCapacityResult,
  UpdateResourceInput,
} from "./types"

type Db = Context<EntityManager>

/**
 * The facade of the module: one method per use case, and the only place where a guarded function is let in. Every
 * method throws `BookingError` for a refusal; `code` says which, `details` holds the facts.
 */
export default class ResourceBookingModuleService extends MedusaService({
  BookingResource: Resource,
  BookingCapacity: ResourceCapacity,
  BookingHold: ResourceHold,
  BookingAllocation: ResourceAllocation,
  BookingBlackout: ResourceBlackout,
}) {
  readonly options: BookingOptions
  private readonly manager: EntityManager
  /** What the generated methods read and write with. */
  private readonly baseRepository_: DAL.RepositoryService
  private readonly guard: Guard
  private readonly batcher: PlaceBatcher<VerbRequest, Outcome<PlacedBooking>>
  private readonly holds: HoldService
  private readonly checkout: CheckoutService
  private readonly capacity: CapacityService
  private readonly resources: ResourceService
  private readonly availability: AvailabilityService
  private readonly desk = new DeskService()
  private readonly reports: ReportService

  constructor(container: Record<string, unknown>, options?: Record<string, unknown>) {
    super(...([container, options] as unknown as []))
    this.options = parseOptions(pluginOptions(options))
    this.manager = container.manager as EntityManager
    this.baseRepository_ = withCalendarDays(container.baseRepository as DAL.RepositoryService)
    this.guard = new Guard(this.options)
    this.batcher = new PlaceBatcher(this.options)
    this.holds = new HoldService(this.options)
    this.checkout = new CheckoutService(this.options)
    this.capacity = new CapacityService(this.options)
    this.resources = new ResourceService(this.options)
    this.availability = new AvailabilityService(this.options)
    this.reports = new ReportService(this.options)
  }

  /**
   * A store hold of one or many resources and dates, all or nothing, with one deadline. Without InjectManager: the entity
   * manager that it forks for each call costs as much as everything else here before the database is asked.
   */
  async placeHold(input: PlaceHoldInput, @MedusaContext() db: Db = {}): Promise<PlacedBooking> {
    const connected = db.transactionManager ? db : { ...db, manager: this.manager }
    return await this.place(connected, this.holds.storeRequest(input))
  }

  /** Whether a request with this token has made its booking already, whatever has become of it since. */
  async isPlaced(input: PlaceHoldInput): Promise<boolean> {
    if (input.idempotency_token === undefined) return false
    const { token_scope, idempotency_token } = this.holds.storeRequest(input)
    const found = await this.listBookingHolds(
      { token_scope: token_scope as string, idempotency_token: idempotency_token as string },
      { select: ["id"], take: 1 },
    )
    return found.length > 0
  }

  /** A hold made by staff: no owner limits, up to seven days, the same guard. */
  @InjectManager()
  async placeStaffHold(input: PlaceStaffHoldInput, @MedusaContext() db: Db = {}): Promise<PlacedBooking> {
    return await this.place(db, this.holds.staffHoldRequest(input))
  }

  /** Holds born CONFIRMED and their allocations in one transaction. */
  @InjectManager()
  async placeStaffBooking(input: PlaceStaffBookingInput, @MedusaContext() db: Db = {}): Promise<PlacedBooking> {
    return await this.place(db, this.holds.staffBookingRequest(input))
  }

  @InjectManager()
  async releaseHold(holdId: string, releasedBy: string, @MedusaContext() db: Db = {}): Promise<ReleasedHold> {
    return await this.guard.run(db, (manager) => this.holds.release(manager, holdId, releasedBy))
  }

  /** As `releaseHold`, for a request that failed after its holds were placed: its token is free again. Of a line's hold it changes nothing. */
  @InjectManager()
  async withdrawHold(holdId: string, @MedusaContext() db: Db = {}): Promise<ReleasedHold> {
    return await this.guard.run(db, (manager) => this.holds.release(manager, holdId, "system", true))
  }

  /** Moves the deadline of the hold's whole booking; `minutes` from now, default the resources' TTL. */
  @InjectManager()
  async extendHold(holdId: string, minutes?: number, @MedusaContext() db: Db = {}): Promise<ExtendedBooking> {
    return await this.guard.run(db, (manager) =>
      this.holds.extend(manager, holdId, minutes, this.options.max_hold_minutes),
    )
  }

  /** As `extendHold`, up to seven days after the booking was made. */
  @InjectManager()
  async extendStaffHold(holdId: string, minutes?: number, @MedusaContext() db: Db = {}): Promise<ExtendedBooking> {
    return await this.guard.run(db, (manager) => this.holds.extend(manager, holdId, minutes, STAFF_MAX_MINUTES))
  }

  @InjectManager()
  async confirmHolds(input: ConfirmHoldInput, @MedusaContext() db: Db = {}): Promise<ConfirmedBooking> {
    return await this.guard.run(db, (manager) => this.holds.confirm(manager, input, false))
  }

  /** What the storefront may confirm: only holds that the checkout has claimed for this very line. */
  @InjectManager()
  async confirmClaimedHolds(input: ConfirmClaimedInput, @MedusaContext() db: Db = {}): Promise<ConfirmedBooking> {
    return await this.guard.run(db, (manager) => this.holds.confirm(manager, input, true))
  }

  /** Writes onto holds which line of the cart they are for and what was agreed. The same line may attach them again. */
  @InjectManager()
  async attachHolds(input: AttachHoldsInput, @MedusaContext() db: Db = {}): Promise<BookingHolds> {
    return await this.guard.run(db, (manager) => this.checkout.attach(manager, input))
  }

  /**
   * Holds what a cart is about to pay for, all lines or none; what lapsed is retaken where it is free. Refusals name the
   * line. Throws `hold_in_checkout` while another attempt is at it.
   */
  @InjectManager()
  async claimCart(input: ClaimCartInput, @MedusaContext() db: Db = {}): Promise<ClaimedCart> {
    return await this.settlingExpired(db, async () => {
      const outcome = await this.guard.run(db, (manager) => this.checkout.claim(manager, input))
      await this.tellExpired(outcome.expired, outcome.expired[0]?.expired_at ?? "", db)
      return outcome
    })
  }

  /** Undoes that very claim; a later one's holds stay claimed. Answers the holds whose clock goes on. */
  @InjectManager()
  async unclaimCart(cartId: string, claim: string, @MedusaContext() db: Db = {}): Promise<string[]> {
    return await this.guard.run(db, (manager) => this.checkout.unclaim(manager, cartId, claim))
  }

  /** Another quantity on the same dates with the same deadline, for all of these holds or none. */
  @InjectManager()
  async resizeHolds(input: ResizeHoldsInput, @MedusaContext() db: Db = {}): Promise<BookingHolds> {
    return await this.settlingExpired(db, () => this.guard.run(db, (manager) => this.checkout.resize(manager, input)))
  }

  @InjectManager()
  async cancelAllocations(input: CancelAllocationsInput, @MedusaContext() db: Db = {}): Promise<CancelledAllocations> {
    return await this.guard.run(db, (manager) => this.holds.cancel(manager, input))
  }

  @InjectManager()
  async setCapacity(input: SetCapacityInput, @MedusaContext() db: Db = {}): Promise<SetCapacityResult> {
    return await this.settlingExpired(db, () =>
      this.guard.run(db, (manager) => this.capacity.setCapacity(manager, input)),
    )
  }

  @InjectManager()
  async createBlackout(
    input: BlackoutInput,
    options: SaveBlackoutOptions,
    @MedusaContext() db: Db = {},
  ): Promise<SavedBlackout> {
    return await this.guard.run(db, (manager) => this.capacity.saveBlackout(manager, undefined, input, options))
  }

  /** Edits dates, scope or words of a blackout; live claims under its new dates count as conflicts again. */
  @InjectManager()
  async updateBlackout(
    id: string,
    patch: Partial<BlackoutInput>,
    options: SaveBlackoutOptions,
    @MedusaContext() db: Db = {},
  ): Promise<SavedBlackout> {
    return await this.guard.run(db, async (manager) => {
      const present = await this.capacity.getBlackout(manager, id)
      return await this.capacity.saveBlackout(
        manager,
        id,
        { ...present, ...patch },
        {
          ...options,
          expected_updated_at: options.expected_updated_at ?? present.updated_at,
        },
      )
    })
  }

  @InjectManager()
  async deleteBlackout(id: string, @MedusaContext() db: Db = {}): Promise<BlackoutDTO> {
    return await this.guard.run(db, (manager) => this.capacity.deleteBlackout(manager, id))
  }

  /** Opens missing dates of resources with `open_days_ahead`; never changes an existing date. One transaction each. */
  @InjectManager()
  async keepCapacityOpen(
    resourceId?: string,
    @MedusaContext() db: Db = {},
  ): Promise<{ resources: number; dates_opened: number }> {
    const due = await this.guard.run(db, (manager) => listResourcesToOpen(manager, resourceId))
    let dates_opened = 0
    const failures: unknown[] = []
    for (const resource of due) {
      try {
        dates_opened += await this.guard.run(db, (manager) => this.capacity.openMissing(manager, resource))
      } catch (error) {
        // One that is busy must not keep the others shut; the run has still failed and is to be repeated.
        failures.push(error)
      }
    }
    if (failures.length > 0) {
      throw failures[0]
    }
    return { resources: due.length, dates_opened }
  }

  /** The type is upper-cased, the time zone defaults to the plugin's; dates ahead are opened with it where asked for. */
  @InjectTransactionManager()
  async createResource(input: CreateResourceInput, @MedusaContext() db: Db = {}): Promise<ResourceDTO> {
    const id = newId("res")
    await this.guard.run(db, (manager) => insertResource(manager, id, this.resources.readInput(input)))
    await this.keepCapacityOpen(id, db)
    const [created] = await this.guard.run(db, (manager) => getResources(manager, [id]))
    return presentResource(created)
  }

  /** Refuses a changed booking_unit or timezone while live claims exist (`resource_in_use`). */
  @InjectManager()
  async updateResource(
    id: string,
    { expected_updated_at, ...patch }: UpdateResourceInput,
    @MedusaContext() db: Db = {},
  ): Promise<{ resource: ResourceDTO; before: ResourceDTO }> {
    const saved = await this.guard.run(db, (manager) =>
      this.resources.save(manager, id, { action: "update", patch }, expected_updated_at),
    )
    // The edit is committed: what cannot be opened at this moment is opened by the daily job.
    await this.keepCapacityOpen(id, db).catch((error: unknown) => {
      if (db.transactionManager) throw error
    })
    return saved
  }

  /** Soft delete; refused with the list while live claims exist. */
  @InjectManager()
  async deleteResource(id: string, @MedusaContext() db: Db = {}): Promise<ResourceDTO> {
    return (await this.guard.run(db, (manager) => this.resources.save(manager, id, { action: "delete" }))).resource
  }

  @InjectManager()
  async restoreResource(id: string, @MedusaContext() db: Db = {}): Promise<ResourceDTO> {
    return (await this.guard.run(db, (manager) => this.resources.save(manager, id, { action: "restore" }))).resource
  }

  /** Move, partial cancel and reduction: the old allocation ends as `replaced`, the new one says what it replaces. */
  @InjectManager()
  async reviseAllocation(input: ReviseAllocationInput, @MedusaContext() db: Db = {}): Promise<RevisedAllocation> {
    return await this.settlingExpired(db, () => this.guard.run(db, (manager) => this.holds.revise(manager, input)))
  }

  /** What `reviseAllocation` would answer or refuse; nothing is changed, and the ids of the answer are nobody's. */
  @InjectManager()
  async previewRevision(input: ReviseAllocationInput, @MedusaContext() db: Db = {}): Promise<RevisedAllocation> {
    return await this.settlingExpired(db, () =>
      this.guard.run(db, (manager) => this.holds.revise(manager, input, "rb_preview_revision_1")),
    )
  }

  /** Contact, note, unit label and metadata may be edited on any day, sold out or past. */
  @InjectManager()
  async updateAllocation(
    id: string,
    { expected_updated_at, ...edit }: AllocationEdit & { expected_updated_at?: string },
    @MedusaContext() db: Db = {},
  ): Promise<AllocationDTO> {
    return await this.guard.run(db, (manager) => this.holds.edit(manager, id, edit, expected_updated_at))
  }

  /** The clean-up: every expired hold, in bounded batches of one commit each. Safe on many instances at once. */
  @InjectManager()
  async expireHolds(@MedusaContext() db: Db = {}): Promise<CleanupResult> {
    const started = performance.now()
    const total: Omit<CleanupResult, "duration_ms" | "now"> = { expired_count: 0, capacity_restored: 0, holds: [] }
    let now: Instant | undefined
    for (let more = true; more;) {
      try {
        const batch = await this.guard.run(db, (manager) => this.holds.expire(manager))
        now = batch.now
        total.expired_count += batch.expired_count
        total.capacity_restored += batch.capacity_restored
        total.holds.push(...batch.holds)
        // A batch that found rows and settled none met another instance's sweep, which is settling them.
        more = batch.expired_count > 0
      } catch (error) {
        // What earlier batches have settled is committed and is to be told; the next run takes up the rest.
        if (now === undefined) throw error
        total.stopped_by = (error as Error).message
        more = false
      }
    }
    return { ...total, duration_ms: Math.round(performance.now() - started), now: now! }
  }

  /** Marks, once each, holds that end within `expiring_notice_minutes`. */
  @InjectManager()
  async markExpiringHolds(@MedusaContext() db: Db = {}): Promise<HoldDTO[]> {
    const rows = await this.guard.run(db, (manager) =>
      markExpiringHolds(manager, this.options.expiring_notice_minutes, this.options.cleanup_batch_size),
    )
    return rows.map(({ hold }) => presentHold(hold))
  }

  /** Deletes ended holds after `hold_retention_days` and blanks whom they were for after `personal_data_days`. */
  @InjectManager()
  async applyRetention(@MedusaContext() db: Db = {}): Promise<{ holds_deleted: number; holds_blanked: number }> {
    const { hold_retention_days, personal_data_days, cleanup_batch_size: batch } = this.options
    const all = async (statement: typeof deleteOldHolds, days: number) => {
      let total = 0
      for (;;) {
        const count = await this.guard.run(db, (manager) => statement(manager, days, batch))
        total += count
        if (count < batch) return total
      }
    }
    return {
      holds_deleted: await all(deleteOldHolds, hold_retention_days),
      holds_blanked: await all(blankPersonalData, personal_data_days),
    }
  }

  /** Forgets a customer's contact data on holds and allocations, also those made by the e-mail alone; the claims stay. */
  @InjectManager()
  async eraseCustomer(
    customer: { customer_id: string; email?: string },
    @MedusaContext() db: Db = {},
  ): Promise<{ holds: number; allocations: number }> {
    return await this.guard.run(db, (manager) => eraseCustomer(manager, customer))
  }

  /** The hold and the database's clock; a lapsed hold reads EXPIRED at once. Throws `hold_not_found`. */
  @InjectManager()
  async getHold(id: string, @MedusaContext() db: Db = {}): Promise<HoldAnswer> {
    return await this.read(db, (manager) => this.desk.getHold(manager, id))
  }

  /** Every hold a booking ever had, in the order of its items; none for an unknown booking. */
  @InjectManager()
  async getBookingHolds(bookingId: string, @MedusaContext() db: Db = {}): Promise<BookingHolds> {
    return await this.read(db, (manager) => this.desk.getBookingHolds(manager, bookingId))
  }

  /** What stands for the lines of a cart: of holds that were retaken or resized the last, whatever became of it. */
  @InjectManager()
  async getLineHolds(cartId: string, @MedusaContext() db: Db = {}): Promise<HoldDTO[]> {
    return await this.read(db, (manager) => this.checkout.lineHolds(manager, cartId))
  }

  /** All that an order ever had, cancelled ones among it, with the terms of each; the oldest first. */
  @InjectManager()
  async getOrderAllocations(orderId: string, @MedusaContext() db: Db = {}): Promise<OrderAllocation[]> {
    return await this.read(db, (manager) => this.checkout.orderAllocations(manager, orderId))
  }

  /** Claims older than `payment_grace_minutes`, the oldest first: their process has died. */
  @InjectManager()
  async getAbandonedClaims(@MedusaContext() db: Db = {}): Promise<AbandonedClaim[]> {
    return await this.read(db, (manager) => this.checkout.abandonedClaims(manager))
  }

  /** Carts whose lines' holds ended in between and that hold and have booked nothing else; a page of them. */
  @InjectManager()
  async getEndedCarts(input: EndedCartsInput, @MedusaContext() db: Db = {}): Promise<string[]> {
    return await this.read(db, (manager) => this.checkout.endedCarts(manager, input))
  }

  /** Throws `allocation_not_found`. */
  @InjectManager()
  async getAllocation(id: string, @MedusaContext() db: Db = {}): Promise<AllocationRow> {
    return await this.read(db, (manager) => this.desk.getAllocation(manager, id))
  }

  /** Throws `blackout_not_found`, for a deleted one too. */
  @InjectManager()
  async getBlackout(id: string, @MedusaContext() db: Db = {}): Promise<BlackoutDTO> {
    return await this.read(db, (manager) => this.desk.getBlackout(manager, id))
  }

  /** Each date of at most 365, as a customer may see it. Throws `resource_not_found`. */
  @InjectManager()
  async getAvailability(input: AvailabilityInput, @MedusaContext() db: Db = {}): Promise<Availability> {
    return await this.read(db, (manager) => this.availability.getAvailability(manager, input))
  }

  /** Active resources; with a range, whether each can take the whole of it, those that can first. */
  @InjectManager()
  async searchResources(input: SearchInput, @MedusaContext() db: Db = {}): Promise<SearchResult> {
    return await this.read(db, (manager) => this.availability.searchResources(manager, input))
  }

  /** Many resources over at most 366 days; by default the first hundred by name, or as many as make 36 600 cells. */
  @InjectManager()
  async getCalendar(input: CalendarInput, @MedusaContext() db: Db = {}): Promise<Calendar> {
    return await this.read(db, (manager) => this.availability.getCalendar(manager, input))
  }

  /** What is drawn over the cells of a calendar; at most 20 000 claims of each kind. */
  @InjectManager()
  async getCalendarClaims(input: CalendarClaimsInput, @MedusaContext() db: Db = {}): Promise<CalendarClaims> {
    return await this.read(db, (manager) => this.availability.getCalendarClaims(manager, input))
  }

  /** The types that resources have, with how many of each there are. */
  @InjectManager()
  async listResourceTypes(@MedusaContext() db: Db = {}): Promise<ResourceTypeRow[]> {
    return await this.read(db, listResourceTypes)
  }

  /** Today and the next 30 days of these resources, by their ids: for a page of them, not for all. */
  @InjectManager()
  async getDeskFigures(
    resources: Pick<ResourceDTO, "id" | "type" | "is_active">[],
    @MedusaContext() db: Db = {},
  ): Promise<Map<string, DeskFigures>> {
    return await this.read(db, (manager) => this.availability.getDeskFigures(manager, resources))
  }

  /** One resource's calendar with the revision that a change of the same range may expect. Throws `resource_not_found`. */
  @InjectManager()
  async getCapacityCalendar(input: CapacityCalendarInput, @MedusaContext() db: Db = {}): Promise<CapacityCalendar> {
    return await this.read(db, (manager) => this.availability.getCapacityCalendar(manager, input))
  }

  /** Newest first by default; `status` is the effective one. Pages hold 50 rows by default and at most 1000. */
  @InjectManager()
  async listHolds(filters: HoldFilters, @MedusaContext() db: Db = {}): Promise<Listed<HoldRow>> {
    return await this.read(db, (manager) => this.desk.listHolds(manager, filters))
  }

  @InjectManager()
  async listAllocations(filters: AllocationFilters, @MedusaContext() db: Db = {}): Promise<Listed<AllocationRow>> {
    return await this.read(db, (manager) => this.desk.listAllocations(manager, filters))
  }

  /** Without deleted ones; the latest first day first by default. */
  @InjectManager()
  async listBlackouts(filters: BlackoutFilters, @MedusaContext() db: Db = {}): Promise<Listed<BlackoutRow>> {
    return await this.read(db, (manager) => this.desk.listBlackouts(manager, filters))
  }

  /** As `listAllocations` without pages, by first day, at most 50 000 rows; `domain/csv.ts` makes the file of it. */
  @InjectManager()
  async exportAllocations(filters: AllocationFilters, @MedusaContext() db: Db = {}): Promise<ExportedAllocations> {
    return await this.read(db, (manager) => this.desk.exportAllocations(manager, filters))
  }

  /** One day's live allocations: those that begin, those that end (at NIGHT: depart) and all that are out. */
  @InjectManager()
  async getRunSheet(input: RunSheetInput, @MedusaContext() db: Db = {}): Promise<RunSheet> {
    const date = input.date ?? todayIn(this.options.timezone, new Date())
    return await this.read(db, (manager) => this.desk.getRunSheet(manager, { ...input, date }))
  }

  /** The live allocations that a change of these dates concerns, at most 5000. */
  @InjectManager()
  async findAffected(input: AffectedInput, @MedusaContext() db: Db = {}): Promise<AffectedAllocations> {
    return await this.read(db, (manager) => this.desk.findAffected(manager, input))
  }

  /** The live holds and allocations on these dates of a resource, at most 500 of each. */
  @InjectManager()
  async liveClaimsOn(input: LiveClaimsInput, @MedusaContext() db: Db = {}): Promise<BlackoutConflicts> {
    return await this.read(db, (manager) => this.desk.liveClaimsOn(manager, input))
  }

  /** Unit dates on offer and taken, by week, month or resource; at most 366 days. */
  @InjectManager()
  async getUtilisation(input: UtilisationInput, @MedusaContext() db: Db = {}): Promise<UtilisationRow[]> {
    return await this.read(db, (manager) => this.reports.getUtilisation(manager, input))
  }

  /** What became of the storefront's holds, one row for each day of the range. */
  @InjectManager()
  async getConversion(input: ConversionInput, @MedusaContext() db: Db = {}): Promise<Conversion> {
    return await this.read(db, (manager) => this.reports.getConversion(manager, input))
  }

  /** Recounts every claim: seconds on millions of rows, so for the desk and the nightly job, not for a probe. */
  @InjectManager()
  async auditClaims(@MedusaContext() db: Db = {}): Promise<ClaimAudit> {
    return await this.read(db, (manager) => this.reports.auditClaims(manager))
  }

  /** What a probe may ask every half minute: from indexes, nothing is recounted. */
  @InjectManager()
  async getHealthFigures(@MedusaContext() db: Db = {}): Promise<HealthFigures> {
    return await this.read(db, (manager) => this.reports.getHealthFigures(manager))
  }

  // Reads take no lock and wait in no queue; where the pool has no connection left they too answer `busy`.
  private async read<T>(db: Db, work: (manager: Manager) => Promise<T>): Promise<T> {
    try {
      return await work(managerOf(db))
    } catch (error) {
      throw unavailable(error) ?? error
    }
  }

  /**
   * One resource's places of one date go together where several are asked for at a time. A request for several goes by
   * itself, in the lane of its first resource, which keeps resources apart well enough; so does one inside an outer
   * transaction.
   */
  private async place(db: Db, request: VerbRequest): Promise<PlacedBooking> {
    const { owner_key } = request
    const { resource_id, dates, start_date, end_date } = request.items[0]!
    const firstDate = dates?.[0] ?? start_date
    const claims = dates?.length ?? daysBetween(start_date!, end_date!) + 1
    const calls = {
      together: (requests: VerbRequest[]) =>
        this.guard.run(db, (manager) => this.holds.place(manager, requests), resource_id),
      alone: (one: VerbRequest) => this.guard.run(db, (manager) => this.holds.placeAlone(manager, one), resource_id),
    }
    const attempt =
      request.items.length > 1 || db.transactionManager
        ? () => calls.alone(request)
        : () =>
            this.batcher.place({
              request,
              date: `${resource_id} ${firstDate}`,
              owner: owner_key as string,
              claims,
              ...calls,
            })
    return await this.settlingExpired(db, attempt, resource_id)
  }

  /**
   * A refusal while expired holds stand in the way is not yet an answer: the clean-up's own code settles those in a
   * transaction of its own, and the verb is tried again. Long stays meet more of them than one answer names, so it
   * goes on until nothing was left to settle: either none was named, or somebody else's sweep had them all.
   */
  private async settlingExpired<T>(db: Db, attempt: () => Promise<Outcome<T>>, lane?: string): Promise<T> {
    const givenUpAt = Date.now() + this.options.lock_timeout_ms * 2
    for (let settled = true; ;) {
      const outcome = await attempt()
      if ("done" in outcome) {
        return outcome.done
      }
      if (!settled || outcome.stale.length === 0) {
        throw outcome.refused
      }
      if (Date.now() > givenUpAt) {
        throw tooBusy()
      }
      settled = await this.settle(outcome.stale, db, lane)
    }
  }

  /** Expires these holds and tells, as the clean-up does; inside an outer transaction nothing is committed to tell of. */
  private async settle(holdIds: string[], db: Db, lane?: string): Promise<boolean> {
    const { holds, now } = await this.guard.run(db, (manager) => this.holds.expire(manager, holdIds), lane)
    await this.tellExpired(holds, now, db)
    return holds.length > 0
  }

  private async tellExpired(holds: Parameters<typeof holdEvent>[0][], now: string, db: Db): Promise<void> {
    const news = holds.filter((hold) => isNews(hold, now))
    if (news.length === 0 || db.transactionManager) return
    const messages = news.map((hold) => ({ name: ResourceBookingEvents.HOLD_EXPIRED, data: holdEvent(hold, now) }))
    const { eventBusModuleService_: bus } = this as unknown as { eventBusModuleService_?: IEventBusModuleService }
    // The buyer who waits for these dates is not to fail because a bus is away.
    await bus?.emit(messages, {}).catch(() => undefined)
  }
}
