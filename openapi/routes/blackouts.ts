import { z } from "@medusajs/framework/zod"
import type { Area } from "../route"
import { LiveAllocation } from "../shapes/allocation"
import { blackout, Blackout, BlackoutRow } from "../shapes/blackout"
import { LiveHold, liveHold, ReleasedHold } from "../shapes/hold"
import { moment, page, text } from "../shapes/scalars"

const base = "/admin/resource-booking/blackouts"
const params = { id: "blk_01A" }
const now = "2027-04-20T01:00:00.000Z"

const conflicts = z.strictObject({ holds: z.array(LiveHold), allocations: z.array(LiveAllocation) })
const Saved = z.strictObject({ blackout: Blackout, conflicts, released_holds: z.array(ReleasedHold), now: moment })
const DryRun = z.strictObject({ dry_run: z.literal(true), conflicts, now: moment })

export const blackouts: Area = {
  name: "Staff: blackouts",
  routes: [
    {
      methods: ["GET"],
      path: base,
      does: "Lists blackouts.",
      replies: { 200: { body: z.strictObject({ blackouts: z.array(BlackoutRow), ...page }) } },
      refusals: ["invalid_data"],
      example: {
        query: { start_date: "2027-06-01", end_date: "2027-06-30", fields: "resource_name,start_date,end_date,reason" },
        status: 200,
        reply: {
          blackouts: [
            {
              id: "blk_01A",
              start_date: "2027-06-07",
              end_date: "2027-06-11",
              reason: "Gearbox",
              resource_name: "Troopy",
            },
          ],
          count: 1,
          limit: 20,
          offset: 0,
        },
      },
    },
    {
      methods: ["POST"],
      path: base,
      does: "Closes a range of dates of one resource, of one type or of everything.",
      replies: {
        201: { when: "The dates are closed.", body: Saved },
        200: { when: "A dry run: nothing was changed.", body: DryRun },
      },
      refusals: ["invalid_data", "resource_not_found", "blackout_conflicts"],
      example: {
        body: {
          resource_id: "res_01TROOPY",
          start_date: "2027-06-07",
          end_date: "2027-06-11",
          reason: "Gearbox",
          public_note: "In the workshop",
        },
        status: 201,
        reply: { blackout, conflicts: { holds: [], allocations: [] }, released_holds: [], now },
      },
    },
    {
      methods: ["GET"],
      path: `${base}/:id`,
      does: "Reads a blackout.",
      replies: { 200: { body: z.strictObject({ blackout: BlackoutRow }) } },
      refusals: ["invalid_data", "blackout_not_found"],
      example: { params, status: 200, reply: { blackout } },
    },
    {
      methods: ["PUT", "POST"],
      path: `${base}/:id`,
      does: "Edits a blackout; what is left out stays, and what is on its new dates is checked again.",
      replies: { 200: { body: z.union([Saved, DryRun]) } },
      refusals: ["invalid_data", "blackout_not_found", "resource_not_found", "blackout_conflicts", "stale_edit"],
      example: {
        params,
        body: { end_date: "2027-06-14", dry_run: true },
        status: 200,
        reply: {
          dry_run: true,
          conflicts: { holds: [{ ...liveHold, start_date: "2027-06-13", end_date: "2027-06-14" }], allocations: [] },
          now,
        },
      },
    },
    {
      methods: ["DELETE"],
      path: `${base}/:id`,
      does: "Deletes a blackout; a date under several opens when the last is gone.",
      replies: { 200: { body: z.strictObject({ id: text, object: z.literal("blackout"), deleted: z.literal(true) }) } },
      refusals: ["invalid_data", "blackout_not_found"],
      example: { params, status: 200, reply: { id: "blk_01A", object: "blackout", deleted: true } },
    },
  ],
}
