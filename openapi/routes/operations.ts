import { z } from "@medusajs/framework/zod"
import { INCIDENT_KINDS } from "../../src/modules/booking_journal/types"
import type { Area } from "../route"
import { HOLD_STATUSES } from "../shapes/hold"
import { chosenOf, count, day, json, moment, page, text } from "../shapes/scalars"

const base = "/admin/resource-booking"
const now = "2027-04-20T01:00:00.000Z"

const incidentFields = {
  id: text,
  kind: z.enum(INCIDENT_KINDS),
  ref: text.describe("What it is about, such as a resource's id."),
  details: json
    .nullable()
    .describe(
      "ORDER_UNSERVED: `lines` of {line_item_id, title, code, message}, the code one of the API's or cancelled_by_staff or " +
        "changed_by_staff, or `failed` where the order could not be settled at all. UNPAID: `ordered_at`, and " +
        "`not_released` where core would not cancel the order.",
    ),
  opened_at: moment,
  resolved_at: moment.nullable(),
  resolved_by: text.nullable(),
  note: text.nullable(),
  updated_at: moment.describe("When an open one was last seen to be still so."),
}
const Incident = z
  .strictObject(incidentFields)
  .meta({ id: "Incident", description: "Something staff have to look at." })
const IncidentRow = chosenOf(incidentFields).required({ id: true }).meta({
  id: "IncidentRow",
  "x-fields-of": "Incident",
  description: "An incident, or the fields of it that were chosen.",
})
const incident: z.infer<typeof Incident> = {
  id: "inc_01A",
  kind: "OVERCOMMITTED",
  ref: "res_01TROOPY",
  details: { dates: ["2027-05-01"] },
  opened_at: now,
  resolved_at: null,
  resolved_by: null,
  note: null,
  updated_at: now,
}

const claim = { resource_id: text, date: day }
const heldStatus = z.enum(HOLD_STATUSES)
const Audit = z.strictObject({
  checked_at: moment,
  ok: z.boolean().describe("Whether the books are in order."),
  truncated: z.array(text).describe("The lists that stopped at 200 findings: there may be more."),
  drift: z.array(
    z.strictObject({
      ...claim,
      max: z.int(),
      available: z.int(),
      held: z.int(),
      allocated: z.int(),
      expected: z.int(),
    }),
  ),
  missing_capacity: z.array(z.strictObject({ ...claim, held: count, allocated: count })),
  confirmed_without_allocation: z.array(z.strictObject({ hold_id: text, status: heldStatus })),
  allocation_without_confirmed_hold: z.array(
    z.strictObject({ allocation_id: text, hold_id: text, hold_status: heldStatus.nullable() }),
  ),
  allocation_unlike_hold: z.array(z.strictObject({ allocation_id: text, hold_id: text })),
  ended_more_than_once: z.array(z.strictObject({ hold_id: text, status: heldStatus })),
  tokens_with_several_bookings: z.array(z.strictObject({ token_scope: text, booking_ids: z.array(text) })),
  lines_allocated_twice: z.array(
    z.strictObject({ line_item_id: text, resource_id: text, allocation_ids: z.array(text) }),
  ),
  claimed_in_blackout: z.array(z.strictObject({ hold_id: text, ...claim, blackout_id: text })),
  owners_over_limit: z
    .array(z.strictObject({ owner_key: text, holds: count, unit_days: count }))
    .describe("A warning: the limit may have been lowered since."),
  addresses_over_limit: z
    .array(z.strictObject({ client_address: text, unit_days: count }))
    .describe("A warning: the limit may have been lowered since."),
  overcommitted: z
    .array(z.strictObject({ ...claim, max: count, target: count }))
    .describe("The operator's to solve; of dates that are not over yet."),
})

const jobRun = z.strictObject({
  last_run_at: moment.nullable(),
  age_seconds: count.nullable(),
  is_late: z.boolean().describe("Not for 15 minutes."),
  figures: json.nullable().describe("What the last run did."),
})
const versions = z.strictObject({ plugin: text, medusa: text, node: text })
const Health = z.strictObject({
  status: z.enum(["ok", "alarm"]),
  alarms: z.array(text).describe("What somebody has to be woken for, a sentence each."),
  now: moment,
  database: z.strictObject({ ok: z.literal(true), latency_ms: count }),
  holds: z.strictObject({
    live: count,
    expired_backlog: count.describe("Lapsed holds that the clean-up has not settled."),
    expired_oldest_age_seconds: count,
  }),
  cleanup: jobRun.describe("Of expired holds."),
  reconciliation: jobRun.describe("Of orders with their bookings."),
  drift: z.strictObject({ open_incidents: count }),
  overcommitted_dates: count,
  overcommitted: z
    .array(z.strictObject({ resource_id: text, name: text, date: day, max: count, target: count }))
    .describe("The first 50 of these dates, nearest first: `max` is taken, `target` is wanted."),
  closing_resources: z
    .array(z.strictObject({ resource_id: text, name: text, last_open_date: day, today: day }))
    .describe("Active ones whose last date with units is over or less than 30 days away; the first 50, nearest first."),
  closing_resources_count: count,
  versions: versions.extend({ postgresql: text }),
})
const NoHealth = z.strictObject({
  status: z.literal("alarm"),
  alarms: z.array(text),
  database: z.strictObject({ ok: z.literal(false), error: text }),
  versions,
})

const job = <Name extends string>(name: Name, result: z.core.$ZodShape) =>
  z.strictObject({ job: z.literal(name), result: z.strictObject(result) })
const JobRun = z.union([
  job("cleanup-expired-holds", {
    expired_count: count,
    capacity_restored: count.describe("Σ quantity × dates of the expired holds."),
    duration_ms: count,
    stopped_by: text.optional().describe("Why the run ended before everything was settled."),
  }),
  job("notify-expiring-holds", { notified_count: count }),
  job("keep-capacity-open", {
    resources: count,
    dates_opened: count,
    books_in_order: z.boolean(),
    overcommitted_dates: count,
  }),
  job("reconcile-bookings", {
    orders_settled: count.describe("Orders looked at whose bookings are what the order says, or an incident says so."),
    orders_unserved: count.describe("Of these, with a line that has not what it was sold."),
    orders_unpaid: count.describe("Of these, booked and not paid."),
    orders_released: count.describe("Of these, cancelled as nobody has paid for `unpaid_order_hours`."),
    carts_unclaimed: count.describe("Carts whose completion has died, and whose holds end by their clock again."),
    failed: count.describe("Orders that could not be settled; the next run tries them again."),
    carts_ended: count.describe("Carts that were paid for and ended without an order; their payments are undone."),
    payments_retried: count.describe("Carts whose payments could not be undone before, tried again."),
    payments_failing: count.describe("Carts that are still charged after this run."),
    duration_ms: count,
  }),
  job("apply-retention", { holds_deleted: count, holds_blanked: count }),
])

export const operations: Area = {
  name: "Staff: incidents, audit, health and jobs",
  routes: [
    {
      methods: ["GET"],
      path: `${base}/incidents`,
      does: "Lists incidents, the latest first unless `order` says otherwise.",
      replies: { 200: { body: z.strictObject({ incidents: z.array(IncidentRow), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { open: "true", fields: "kind,ref" },
        status: 200,
        reply: {
          incidents: [{ id: "inc_01A", kind: "OVERCOMMITTED", ref: "res_01TROOPY" }],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/incidents/:id/resolve`,
      does: "Resolves an incident; one that is resolved answers the same, with who did it first.",
      replies: { 200: { body: z.strictObject({ incident: Incident }) } },
      refusals: ["invalid_data", "incident_not_found"],
      example: {
        params: { id: "inc_01A" },
        body: { note: "A third vehicle is hired for that day" },
        status: 200,
        reply: {
          incident: {
            ...incident,
            resolved_at: now,
            resolved_by: "user_01STAFF",
            note: "A third vehicle is hired for that day",
          },
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/audit`,
      does: "Recounts every claim and changes no booking; what it finds is an open incident afterwards.",
      replies: { 200: { body: z.strictObject({ audit: Audit }) } },
      refusals: ["invalid_data"],
      example: {
        status: 200,
        reply: {
          audit: {
            checked_at: now,
            ok: true,
            truncated: [],
            drift: [],
            missing_capacity: [],
            confirmed_without_allocation: [],
            allocation_without_confirmed_hold: [],
            allocation_unlike_hold: [],
            ended_more_than_once: [],
            tokens_with_several_bookings: [],
            lines_allocated_twice: [],
            claimed_in_blackout: [],
            owners_over_limit: [],
            addresses_over_limit: [],
            overcommitted: [{ resource_id: "res_01TROOPY", date: "2027-05-01", max: 3, target: 2 }],
          },
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/health`,
      does: "Says within seconds whether all is well; it may be asked every half minute.",
      replies: {
        200: { when: "Health could be read; `status` says what it is.", body: Health },
        503: { when: "The database does not answer, or health could not be read.", body: NoHealth },
      },
      refusals: [],
      example: {
        status: 200,
        reply: {
          status: "ok",
          alarms: [],
          now,
          database: { ok: true, latency_ms: 3 },
          holds: { live: 12, expired_backlog: 0, expired_oldest_age_seconds: 0 },
          cleanup: {
            last_run_at: "2027-04-20T00:57:00.000Z",
            age_seconds: 180,
            is_late: false,
            figures: { expired_count: 2, capacity_restored: 6, duration_ms: 4 },
          },
          reconciliation: {
            last_run_at: "2027-04-20T00:57:00.000Z",
            age_seconds: 180,
            is_late: false,
            figures: { orders_settled: 1, failed: 0, duration_ms: 40 },
          },
          drift: { open_incidents: 0 },
          overcommitted_dates: 0,
          overcommitted: [],
          closing_resources: [],
          closing_resources_count: 0,
          versions: { plugin: "0.1.0", medusa: "2.21.2", node: "20.19.0", postgresql: "17.5" },
        },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/jobs/:name`,
      params: {
        name: z.enum(["cleanup-expired-holds", "notify-expiring-holds", "keep-capacity-open", "apply-retention"]),
      },
      does: "Runs a job now, whether or not its hour has come.",
      replies: { 200: { body: JobRun } },
      refusals: ["invalid_data"],
      example: {
        params: { name: "cleanup-expired-holds" },
        status: 200,
        reply: {
          job: "cleanup-expired-holds",
          result: { expired_count: 2, capacity_restored: 6, duration_ms: 4 },
        },
      },
    },
  ],
}
