import assert from "node:assert/strict"
import fs from "node:fs"
import path from "node:path"
import pg from "@medusajs/framework/pg"
import { medusaConfig } from "./app.mjs"
import { LICENCE, storefront } from "./checkout.mjs"
import { composedHandler, foreignHandler } from "./extensions.mjs"
import { assertNeverStarts, startShop } from "./shop.mjs"

/** Where a developer would put a handler of the hook. */
export const HOOK_FILE = "src/workflows/hooks/complete-cart.ts"
const HOOK = "completeCartWorkflow.hooks.validate"
const HOW =
  "Set the option register_checkout_hooks: false of medusa-plugin-resource-booking and call claimCartOnCompletion and " +
  "unclaimCartOnFailure of medusa-plugin-resource-booking/workflows in your own handler."

/** The shop's own rules, a module of its own, refuse in their words wherever dates are held or paid for. */
export async function assertRules(server, shop, day) {
  const { store, newCart, add, pay, complete, paidCart } = storefront(server, shop)
  const refused = ({ code, message }, words) => assert.deepEqual([code, message], ["refused_by_rule", words])
  const CALL_US = "For more than two vehicles please call us"
  const WHO_DRIVES = "Please tell us who drives"

  const hold = { resource_id: shop.vehicle_id, dates: [day], quantity: 3, customer_email: "ann@example.com" }
  const held = await store(409, "POST", "/resource-booking/holds", hold)
  refused(held, CALL_US)
  assert.deepEqual(held.details, { rule: "call_us" })

  const unknown = await newCart({ driver: "to be told" })
  refused(await add(unknown, { dates: [day], quantity: 3 }, 409), CALL_US)
  await add(unknown, { dates: [day] })
  refused(await pay(unknown, 409), WHO_DRIVES)
  await store(200, "DELETE", `/carts/${unknown}/line-items/${await onlyLine(store, unknown)}`)

  const { id } = await paidCart(day)
  await store(200, "POST", `/carts/${id}`, { metadata: { licence: "" } })
  refused(await complete(id, 409), WHO_DRIVES)
  await store(200, "POST", `/carts/${id}`, { metadata: LICENCE })
  await pay(id)
  assert.equal((await complete(id)).type, "order")
}

const onlyLine = async (store, cartId) => {
  const { cart } = await store(200, "GET", `/carts/${cartId}`)
  assert.equal(cart.items.length, 1)
  return cart.items[0].id
}

/** Whoever loads first, a second handler of the hook stops the shop with a sentence that says what to do. */
export async function assertHandlersClash(app, env) {
  const ours = `${HOOK} is handled by medusa-plugin-resource-booking, and this app handles it too. ${HOW}`
  const theirs = `medusa-plugin-resource-booking cannot handle ${HOOK}: this app handles it already. ${HOW}`
  // Modules are loaded before all workflows, subscribers after them.
  await withFile(app, "src/subscribers/foreign-handler.ts", foreignHandler, () => assertNeverStarts(app, env, ours))
  const fleet = fs.readFileSync(path.join(app, "src/modules/fleet/index.ts"), "utf8")
  await withFile(app, "src/modules/fleet/index.ts", `${fleet}${foreignHandler}`, () =>
    assertNeverStarts(app, env, theirs),
  )
  // Where a developer would put it, whichever folder is read first decides.
  await withFile(app, HOOK_FILE, foreignHandler, () => assertNeverStarts(app, env, [ours, theirs]))
}

/** With our handler off and called by the shop's own, a cart is served or refused as ever. */
export async function assertComposedHandler({ app, env, options }, shop, days) {
  const config = medusaConfig({ ...options, register_checkout_hooks: false })
  await withFile(app, "medusa-config.ts", config, () =>
    withFile(app, HOOK_FILE, composedHandler, async () => {
      const server = await startShop(app, env)
      const { store, admin, paidCart, order, complete, newCart, add, pay } = storefront(server, shop)
      await order(days[0])

      const called = await paidCart(days[1], { ...LICENCE, call_first: "yes" })
      const theirs = await complete(called.id, 400)
      assert.equal(theirs.message, "We call you first")
      await store(200, "DELETE", `/carts/${called.id}/line-items/${await onlyLine(store, called.id)}`)

      const doubted = await paidCart(days[1], { ...LICENCE, doubtful: "yes" })
      assert.equal((await complete(doubted.id, 400)).message, "Our bank does not like this")
      const { hold } = await admin(200, "GET", `/resource-booking/holds/${doubted.hold_id}`)
      assert.deepEqual([hold.status, hold.claimed_at], ["ACTIVE", null])

      const lapsed = await paidCart(days[2])
      await lapse(env, lapsed.hold_id)
      const quick = await newCart()
      await add(quick, { dates: [days[2]] })
      await pay(quick)
      assert.equal((await complete(quick)).type, "order")
      const refused = await complete(lapsed.id, 409)
      assert.equal(refused.code, "insufficient_capacity")
      const { cart } = await store(200, "GET", `/carts/${lapsed.id}`)
      assert.equal(cart.completed_at ?? null, null)
      await server.stop()
    }),
  )
}

/** Gift cards and store credit, whose plugin handles hooks of the same workflow. */
export async function assertBesideLoyalty({ app, env, options, medusa }, shop, day) {
  await withFile(app, "medusa-config.ts", medusaConfig(options, ["@medusajs/loyalty-plugin"]), async () => {
    await medusa(["db:migrate"], env)
    const server = await startShop(app, env)
    const { admin, order } = storefront(server, shop)
    assert.deepEqual((await admin(200, "GET", "/gift-cards")).gift_cards, [])
    await order(day)
    await server.stop()
  })
}

/** As if it had been placed when it would have ended by now. */
async function lapse({ DATABASE_URL }, holdId) {
  const client = new pg.Client({ connectionString: DATABASE_URL })
  await client.connect()
  try {
    const { rowCount } = await client.query(
      `update resource_hold
       set created_at = created_at - aged.by, updated_at = updated_at - aged.by, expires_at = expires_at - aged.by
       from (select expires_at - clock_timestamp() + interval '1 second' as by from resource_hold where id = $1) as aged
       where id = $1`,
      [holdId],
    )
    assert.equal(rowCount, 1)
  } finally {
    await client.end()
  }
}

/** The file says this while `work` lasts, and afterwards what it said before, if it was there. */
export async function withFile(app, name, text, work) {
  const file = path.join(app, name)
  const before = fs.existsSync(file) ? fs.readFileSync(file, "utf8") : undefined
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, text)
  try {
    return await work()
  } finally {
    if (before === undefined) fs.rmSync(file)
    else fs.writeFileSync(file, before)
  }
}
