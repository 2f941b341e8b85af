import type ResourceBookingModuleService from "../../../src/modules/resource_booking/service"
import { emptyTables, type Db } from "../../helpers/database"
import type { Ledger } from "./ledger"
import { Almanac, say, SEEDS, type Day, type Minutes, type State } from "./world"

/** Ids of one kind in the order in which they were first seen, which is the number the ledger gives. */
class Ids {
  private readonly ids: string[] = []

  constructor(private readonly kind: string) {}

  id(row: { no: number } | undefined): string {
    return row ? this.ids[row.no]! : `${this.kind}_nobody_has`
  }

  number(id: string): number {
    const known = this.ids.indexOf(id)
    return known === -1 ? this.ids.push(id) - 1 : known
  }

  numbers(rows: { id: string }[]): number[] {
    return rows.map(({ id }) => this.number(id))
  }

  /** In the order in which the verbs go through them. */
  byId<Row extends { no: number }>(rows: Row[]): Row[] {
    return [...rows].sort((a, b) => (this.id(a) < this.id(b) ? -1 : 1))
  }

  sorted(rows: { id: string }[]): number[] {
    return this.numbers(rows).sort((a, b) => a - b)
  }
}

type Snapshot = {
  resources: [
    id: string,
    unit: string,
    type: string,
    active: boolean,
    deleted: boolean,
    min: number | null,
    max: number | null,
  ][]
  capacity: [resource: string, day: Day, max: number, available: number, target: number | null][]
  holds: [
    id: string,
    status: string,
    resource: string,
    days: Day[],
    quantity: number,
    minutes: Minutes,
    claimed: boolean,
    line: string | null,
  ][]
  allocations: [id: string, resource: string, days: Day[], quantity: number, cancelled: boolean][]
  blackouts: [id: string, resource: string | null, type: string | null, from: Day, to: Day][]
}

// Rows only grow older while a step runs, so minutes left are rounded up.
const SNAPSHOT = `
  select json_build_object(
    'resources', (select json_agg(json_build_array(id, booking_unit, type, is_active, deleted_at is not null, min_days, max_days)
       order by created_at) from resource),
    'capacity', (select json_agg(json_build_array(resource_id, date - $1::date, max_capacity, available_capacity, target_capacity)
       order by resource_id, date) from resource_capacity),
    'holds', (select coalesce(json_agg(json_build_array(id, status, resource_id,
       array(select d - $1::date from unnest(dates) as d), quantity,
       ceil(extract(epoch from expires_at - clock_timestamp()) / 60)::integer, claimed_at is not null, line_item_id)), '[]')
       from resource_hold),
    'allocations', (select coalesce(json_agg(json_build_array(id, resource_id,
       array(select d - $1::date from unnest(dates) as d), quantity, cancelled_at is not null)), '[]')
       from resource_allocation),
    'blackouts', (select coalesce(json_agg(json_build_array(id, resource_id, resource_type, start_date - $1::date,
       end_date - $1::date)), '[]')
       from resource_blackout where deleted_at is null)) as state`

// Tests age rows, they never fake a clock; blackouts age too, as the invariants ask what came first.
const AGE = `
  with aged_holds as (
    update resource_hold
    set created_at = created_at - aged.by, updated_at = updated_at - aged.by, expires_at = expires_at - aged.by,
        claimed_at = claimed_at - aged.by, confirmed_at = confirmed_at - aged.by, released_at = released_at - aged.by,
        expired_at = expired_at - aged.by
    from (select $1 * interval '1 minute' as by) as aged)
  update resource_blackout
  set created_at = created_at - aged.by, updated_at = updated_at - aged.by, deleted_at = deleted_at - aged.by
  from (select $1 * interval '1 minute' as by) as aged`

const LONGEST_REAL_PAUSE_MS = 4_000

/** The real side: the facade, its database, and which id the ledger's numbers stand for. */
export class Actual {
  readonly resources = new Ids("res")
  readonly holds = new Ids("hold")
  readonly allocations = new Ids("alloc")
  readonly blackouts = new Ids("blk")
  /** Of which booking each hold is, by its number. */
  readonly bookingIds: string[] = []
  /** By which name each attempt on a cart can be undone, in the order of the attempts. */
  attempts: string[] = []
  private minuteBegan = performance.now()

  private constructor(
    readonly service: ResourceBookingModuleService,
    private readonly db: Db,
    readonly almanac: Almanac,
  ) {}

  static async begin(service: ResourceBookingModuleService, db: Db, capacities: number[]): Promise<Actual> {
    const actual = new Actual(service, db, new Almanac())
    await emptyTables(db)
    for (const [no, { name, type, unit, today, ttl, min, max, defaultCapacity, from, to }] of SEEDS.entries()) {
      const resource = await service.createResource({
        name,
        type: type.toLowerCase(),
        booking_unit: unit,
        timezone: today === 0 ? actual.almanac.east : actual.almanac.west,
        hold_ttl_minutes: ttl,
        min_days: min,
        max_days: max,
        default_capacity: defaultCapacity,
      })
      actual.resources.number(resource.id)
      await service.setCapacity({
        resource_id: resource.id,
        ...actual.dates({ from, to }),
        max_capacity: capacities[no]!,
      })
    }
    actual.minuteBegan = performance.now()
    return actual
  }

  text = (day: Day): string => this.almanac.text(day)

  /** The members of a request that say when. */
  dates({ days, from, to }: { days?: Day[]; from?: Day; to?: Day }): {
    dates?: string[]
    start_date: string
    end_date: string
  } {
    if (days) return { dates: days.map(this.text) } as ReturnType<Actual["dates"]>
    return { start_date: this.text(from!), end_date: this.text(to!) }
  }

  dayOf(date: string): Day {
    return Math.round((Date.parse(date) - Date.parse(this.text(0))) / 86_400_000)
  }

  async pass(minutes: Minutes): Promise<void> {
    await this.db.query(AGE, [minutes])
    const aged = await this.db.query<{ attempt: string }>(
      `select to_jsonb(at - $2 * interval '1 minute')#>>'{}' as attempt
       from unnest($1::timestamptz[]) with ordinality as attempts(at, no) order by no`,
      [this.attempts, minutes],
    )
    this.attempts = aged.map(({ attempt }) => attempt)
    this.minuteBegan = performance.now()
  }

  /** A double click counts for ten seconds of the real clock: on a slow machine time passes for both sides. */
  async keepTime(ledger: Ledger): Promise<void> {
    if (performance.now() - this.minuteBegan < LONGEST_REAL_PAUSE_MS) return
    ledger.now += 1
    await this.pass(1)
  }

  async state(): Promise<State> {
    const { state } = await this.db.one<{ state: Snapshot }>(SNAPSHOT, [this.text(0)])
    const name = (id: string) => SEEDS[this.resources.number(id)]!.name
    const inOrder = (rows: [no: number, line: string][]) => rows.sort(([a], [b]) => a - b).map(([, line]) => line)
    const capacity = [...state.capacity].sort(
      (a, b) => this.resources.number(a[0]) - this.resources.number(b[0]) || a[1] - b[1],
    )
    return {
      resources: state.resources.map(([id, ...rest]) => say.resource(name(id), ...rest)),
      capacity: capacity.map(([id, ...rest]) => say.capacity(name(id), ...rest)),
      holds: inOrder(
        state.holds.map(([id, status, of, ...rest]) => {
          const no = this.holds.number(id)
          return [no, say.hold(no, status, name(of), ...rest)]
        }),
      ),
      allocations: inOrder(
        state.allocations.map(([id, of, ...rest]) => {
          const no = this.allocations.number(id)
          return [no, say.allocation(no, name(of), ...rest)]
        }),
      ),
      blackouts: inOrder(
        state.blackouts.map(([id, of, type, ...range]) => {
          const no = this.blackouts.number(id)
          return [no, say.blackout(no, of ? name(of) : (type ?? "everything"), ...range)]
        }),
      ),
    }
  }
}
