import { spawnSync } from "node:child_process"
import fs from "node:fs"
import { run } from "../../scripts/lib/command.mjs"
import { roomyResources } from "./fill.mjs"

export const hasPgbench = () => spawnSync("pgbench", ["--version"]).status === 0

/**
 * Runs the verb as PostgreSQL's own load generator does: the same function that the module calls, one hold a call,
 * without Node in between. Answers with calls a second.
 */
export async function pgbench({ databaseUrl, script, clients, seconds }) {
  const args = ["--no-vacuum", "--client", clients, "--jobs", 2, "--time", Math.max(1, Math.round(seconds))]
  const said = await run("pgbench", "pgbench", [...args.map(String), "--file", script, databaseUrl], {})
  return { perSecond: Number(/tps = ([\d.]+)/.exec(said)[1]) }
}

/** What `spread` and `hot` of buyers.mjs ask for, as pgbench says it. */
export const anyDate = ({ resources, dates }) => ({
  resource: `random(0, ${roomyResources(resources) - 3})`,
  day: `random(1, ${dates - 71})`,
})
export const hotDate = ({ resources }) => ({ resource: roomyResources(resources) - 2, day: 20 })

export function writeScript(file, { resource, day }) {
  fs.writeFileSync(
    file,
    `\\set resource ${resource}
\\set day ${day}
\\set n random(1, 1000000000000)
select rb_place_hold_1(jsonb_build_object(
  'items', jsonb_build_array(jsonb_build_object(
    'resource_id', 'res_01BENCH' || lpad(:resource::text, 19, '0'), 'quantity', 1,
    'dates', jsonb_build_array((now() at time zone 'Australia/Brisbane')::date + :day), 'hold_id', 'hold_' || :n)),
  'booking_id', 'bk_' || :n, 'request_hash', md5(:n::text), 'idempotency_token', 'pgbench-' || :n,
  'token_scope', 'store:email:' || :n, 'owner_key', 'email:' || :n, 'customer_email', :n || '@example.com',
  'source', 'STORE', 'default_ttl_minutes', 30, 'max_ttl_minutes', 120,
  'rules', '{"max_hold_days": 90, "max_claims": 200}'::jsonb,
  'limits', '{"holds": 20, "unit_days": 1000}'::jsonb, 'lock_timeout_ms', 3000));
`.replaceAll("\n  ", " "),
  )
  return file
}
