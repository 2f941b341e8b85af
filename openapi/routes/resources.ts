import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { LiveAllocation, NamedAllocation, namedAllocation } from "../shapes/allocation"
import { Blackout } from "../shapes/blackout"
import { CalendarDay, calendarDay, deskFigures } from "../shapes/calendar"
import { LogEntry, logEntry, Reason } from "../shapes/date"
import { LiveHold, NamedHold } from "../shapes/hold"
import { resource, Resource, ResourceRow } from "../shapes/resource"
import { count, day, moment, page, text } from "../shapes/scalars"
import { Variant, variant, VariantRow } from "../shapes/variant"

const base = "/admin/resource-booking/resources"
const params = { id: "res_01TROOPY" }
const range = { start_date: "2027-05-01", end_date: "2027-05-31" }
const saved = { body: z.strictObject({ resource: Resource }) }

export const resources: Area = {
  name: "Staff: resources",
  routes: [
    {
      methods: ["GET"],
      path: base,
      does: "Lists resources, by name unless `order` says otherwise.",
      replies: { 200: { body: z.strictObject({ resources: z.array(ResourceRow), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { type: "VEHICLE", fields: "name,is_active", with: "desk" },
        status: 200,
        reply: {
          resources: [{ id: "res_01TROOPY", name: "Troopy", is_active: true, desk: deskFigures }],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
    {
      methods: ["GET"],
      path: "/admin/resource-booking/resource-types",
      does: "Lists the types that resources have, by name.",
      replies: {
        200: {
          body: z.strictObject({
            types: z.array(
              z.strictObject({
                type: text,
                count: count.describe("Without deleted ones."),
                active_count: count.describe("Those that take bookings."),
              }),
            ),
          }),
        },
      },
      refusals: ["invalid_data"],
      example: { status: 200, reply: { types: [{ type: "VEHICLE", count: 12, active_count: 11 }] } },
    },
    {
      methods: ["POST"],
      path: base,
      does: "Makes a resource, and opens its dates ahead where it is to be kept open.",
      replies: { 201: saved },
      refusals: ["invalid_data"],
      example: {
        body: {
          name: "Troopy",
          type: "vehicle",
          description: "Rooftop tent, sleeps two",
          min_days: 2,
          default_capacity: 3,
          open_days_ahead: 365,
        },
        status: 201,
        reply: { resource },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id`,
      does: "Reads a resource.",
      replies: { 200: { body: z.strictObject({ resource: ResourceRow }) } },
      refusals: ["invalid_data", "resource_not_found"],
      example: { params, status: 200, reply: { resource } },
    },
    {
      methods: ["PUT", "POST"],
      path: `${base}/:id`,
      does: "Edits a resource; what is left out stays.",
      remarks: "`booking_unit` and `timezone` stay as they are while there are live holds or allocations.",
      replies: { 200: saved },
      refusals: ["invalid_data", "resource_not_found", "resource_in_use", "stale_edit"],
      example: {
        params,
        body: { is_active: false, expected_updated_at: "2027-04-01T00:00:00.000Z" },
        status: 200,
        reply: { resource: { ...resource, is_active: false, updated_at: "2027-04-20T01:00:00.000Z" } },
      },
    },
    {
      methods: ["DELETE"],
      path: `${base}/:id`,
      does: "Deletes a resource without live holds or allocations; it can be restored.",
      replies: { 200: { body: z.strictObject({ id: text, object: z.literal("resource"), deleted: z.literal(true) }) } },
      refusals: ["invalid_data", "resource_not_found", "resource_in_use"],
      example: { params, status: 200, reply: { id: "res_01TROOPY", object: "resource", deleted: true } },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/restore`,
      does: "Brings a deleted resource back.",
      replies: { 200: saved },
      refusals: ["invalid_data", "resource_not_found"],
      example: { params, status: 200, reply: { resource } },
    },
    {
      methods: ["GET"],
      path: `${base}/:id/capacity`,
      does: "Shows a resource's calendar, with the `revision` to change it by.",
      replies: {
        200: {
          body: z.strictObject({
            resource_id: text,
            today: day.describe("Where the resource is."),
            dates: z.array(CalendarDay),
            revision: text.describe("Goes back as `expected_revision` of a change of the same range."),
            now: moment,
          }),
        },
      },
      refusals: ["invalid_data", "resource_not_found"],
      example: {
        params,
        query: { start_date: "2027-05-01", end_date: "2027-05-01" },
        status: 200,
        reply: {
          resource_id: "res_01TROOPY",
          today: "2027-04-20",
          dates: [calendarDay],
          revision: "1c1c9116d761b449afa12a0aef19ca82",
          now: "2027-04-20T01:00:00.000Z",
        },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/capacity`,
      does: "Opens a range of dates, or changes how many units they have.",
      replies: {
        200: {
          body: z.strictObject({
            resource_id: text,
            dry_run: z.boolean(),
            changed: count.describe("Dates that have another capacity now, or would have."),
            revision: text,
            conflicts: z
              .strictObject({
                dates: z.array(z.strictObject({ date: day, requested: count, taken: count })),
                holds: z.array(LiveHold),
                allocations: z.array(LiveAllocation),
              })
              .describe("Where more is taken than was asked for, and what."),
            now: moment,
          }),
        },
      },
      refusals: ["invalid_data", "resource_not_found", "capacity_in_use", "stale_edit"],
      example: {
        params,
        body: { ...range, max_capacity: 3, weekdays: [6, 7] },
        status: 200,
        reply: {
          resource_id: "res_01TROOPY",
          dry_run: false,
          changed: 10,
          revision: "1c1c9116d761b449afa12a0aef19ca82",
          conflicts: { dates: [], holds: [], allocations: [] },
          now: "2027-04-20T01:00:00.000Z",
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id/dates/:date`,
      does: "Shows one date of a resource: its cell, why it is closed, what stands on it and what was done to it.",
      params: { date: day },
      replies: {
        200: {
          body: z.strictObject({
            resource: Resource,
            today: day.describe("Where the resource is."),
            day: CalendarDay,
            reasons: z.array(Reason).describe("All that keeps it from being booked; none where it can be."),
            revision: text.describe("Goes back as `expected_revision` of a change of this date's capacity."),
            holds: z.array(NamedHold).describe("Live ones."),
            allocations: z.array(NamedAllocation).describe("Live ones."),
            blackouts: z.array(Blackout),
            log: z.array(LogEntry).describe("The newest 50 entries, the newest first."),
            now: moment,
          }),
        },
      },
      refusals: ["invalid_data", "resource_not_found"],
      example: {
        params: { ...params, date: "2027-05-01" },
        status: 200,
        reply: {
          resource,
          today: "2027-04-20",
          day: calendarDay,
          reasons: [],
          revision: "1c1c9116d761b449afa12a0aef19ca82",
          holds: [],
          allocations: [namedAllocation],
          blackouts: [],
          log: [logEntry],
          now: "2027-04-20T01:00:00.000Z",
        },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id/variants`,
      does: "Lists the product variants that sell a resource, by their products' titles unless `order` says otherwise.",
      replies: { 200: { body: z.strictObject({ variants: z.array(VariantRow), ...page }) } },
      refusals: ["invalid_data", "resource_not_found"],
      example: {
        params,
        query: { q: "troopy" },
        status: 200,
        reply: { variants: [variant], count: 1, limit: 20, offset: 0 },
      },
    },
    {
      methods: ["POST"],
      path: `${base}/:id/variants`,
      does: "Makes a product variant sell a resource, or edits on which terms it does.",
      remarks:
        "A link is sent as a whole: what is left out has its default. `pricing` and `duration_days` belong to the variant, so they change for all the resources that it sells; `per` and `units` are this resource's. The resources of one variant are all booked by the DAY or all by the NIGHT; their time zones may differ, each judges by its own what is past. Medusa must not count the variant's stock: `manage_inventory` is false.",
      replies: {
        201: { when: "The variant did not sell the resource before.", body: z.strictObject({ variant: Variant }) },
        200: { when: "It did, and its terms are changed.", body: z.strictObject({ variant: Variant }) },
      },
      refusals: ["invalid_data", "resource_not_found", "variant_not_found"],
      example: {
        params,
        body: { variant_id: "variant_01A", pricing: "PER_DAY" },
        status: 201,
        reply: { variant },
      },
    },
    {
      methods: ["DELETE"],
      path: `${base}/:id/variants/:variant_id`,
      does: "Takes a resource away from what a variant sells; what is booked stays booked.",
      replies: {
        200: {
          body: z.strictObject({ id: text, object: z.literal("resource_variant"), deleted: z.literal(true) }),
        },
      },
      refusals: ["invalid_data", "variant_not_found"],
      example: {
        params: { ...params, variant_id: "variant_01A" },
        status: 200,
        reply: { id: "variant_01A", object: "resource_variant", deleted: true },
      },
    },
  ],
}
