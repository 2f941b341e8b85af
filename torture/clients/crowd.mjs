import { setTimeout as sleep } from "node:timers/promises"
import { diceOf } from "../dice.mjs"
import { visitAsBuyer } from "./buyer.mjs"
import { visitAsCartBuyer } from "./cart-buyer.mjs"
import { Client } from "./client.mjs"
import { Desk } from "./desk.mjs"
import { visitAsClock, visitAsStaff } from "./staff.mjs"
import { buyerVisits, cartVisits, jobVisits, staffVisits } from "./visits.mjs"

const CROWD = [
  { role: "buyer", count: 14, visits: buyerVisits, visit: visitAsBuyer },
  { role: "cart", count: 4, visits: cartVisits, visit: visitAsCartBuyer },
  { role: "staff", count: 2, visits: staffVisits, visit: visitAsStaff },
  { role: "clock", count: 1, visits: jobVisits, visit: visitAsClock },
]

/** Everybody who is in the shop, each with a plan of its own of this seed, until `isOver()`. */
export async function runCrowd({ stage, stock, history, seed, isOver }) {
  const desk = new Desk()
  const { shop, url, bank } = stage
  const everybody = CROWD.flatMap(({ role, count, visits, visit }) =>
    Array.from({ length: count }, (_, i) => ({ name: `${role}-${i + 1}`, visits, visit })),
  )
  const live = async ({ name, visits, visit }) => {
    const client = (headers) => new Client({ name, url, headers, history })
    const store = client({ "x-publishable-api-key": shop.publishable_key })
    const staff = client({ authorization: `Bearer ${shop.admin_token}` })
    for (const plan of visits(diceOf(seed, name), stock.resources, name)) {
      if (isOver()) return
      await sleep(plan.think_ms)
      await visit({ store, staff, desk, bank, shop }, plan)
    }
  }
  await Promise.all(everybody.map(live))
}
