import type { Api } from "./api"
import { day, unique } from "./build"
import type { Db } from "./database"
import type { Body, Reply } from "./http-client"
import { until } from "./locks"
import type { Servers } from "./servers"
import { outcomeOf, tally, type Tally } from "./tally"

const HOLDS = "/store/resource-booking/holds"

type Held = Body & { hold: { id: string } }
type Booked = Body & { allocation: { hold_id: string } }

export interface Traffic {
  /** Resolves once so many more answers have come. */
  until(more: number): Promise<void>
  /** Lets what is under way end. `lost` names each hold whose row is not what its client was told last. */
  stop(db: Db): Promise<{ tally: Tally; lost: string[] }>
}

/**
 * Buyers and the desk at work on a resource with plenty of units, through all servers in turn: holds that are kept,
 * extended and released, and bookings of staff. A call that broke is sent again, with its key, to the next server, as a
 * client of a shop behind a proxy would.
 */
export function startTraffic(servers: Servers, resource: { id: string }, clients = 6): Traffic {
  const told = new Map<string, string>()
  const outcomes: string[] = []
  let isOn = true
  let turn = 0

  const send = async <T>(request: (api: Api) => Promise<Reply<T>>): Promise<Reply<T>> => {
    for (;;) {
      const [settled] = await Promise.allSettled([request(servers.apis[turn++ % servers.apis.length]!)])
      outcomes.push(outcomeOf(settled))
      if (settled.status === "fulfilled") return settled.value
    }
  }
  const hold = async (claim: object): Promise<string | undefined> => {
    const key = { "idempotency-key": unique("token") }
    const buyer = { customer_email: `${unique("guest")}@example.com` }
    const { status, body } = await send(({ store }) => store.post<Held>(HOLDS, { ...claim, ...buyer }, key))
    if (status > 201) return undefined
    told.set(body.hold.id, "ACTIVE")
    return body.hold.id
  }
  const steps: ((claim: object) => Promise<unknown>)[] = [
    hold,
    async (claim) => {
      const id = await hold(claim)
      if (id) await send(({ store }) => store.post(`${HOLDS}/${id}/extend`, { minutes: 60 }))
    },
    async (claim) => {
      const id = await hold(claim)
      if (!id) return
      const { status } = await send(({ store }) => store.delete(`${HOLDS}/${id}`))
      if (status === 200) told.set(id, "RELEASED")
    },
    async (claim) => {
      const key = { "idempotency-key": unique("token") }
      const booking = { ...claim, contact_name: "Jo" }
      const { status, body } = await send(({ admin }) =>
        admin.post<Booked>("/admin/resource-booking/allocations", booking, key),
      )
      if (status <= 201) told.set(body.allocation.hold_id, "CONFIRMED")
    },
  ]
  const client = async (_: unknown, i: number) => {
    for (let n = i; isOn; n++) await steps[n % steps.length]!({ resource_id: resource.id, dates: [day(1 + (n % 20))] })
  }
  const working = Promise.all(Array.from({ length: clients }, client))

  return {
    async until(more) {
      const wanted = outcomes.length + more
      await until(
        () => outcomes.length >= wanted,
        () => `${wanted} answers, had ${outcomes.length}`,
        60_000,
      )
    },
    async stop(db) {
      isOn = false
      await working
      const rows = await db.query<{ id: string; status: string }>("select id, status from resource_hold")
      const found = new Map(rows.map(({ id, status }) => [id, status]))
      const lost = [...told].filter(([id, status]) => found.get(id) !== status)
      return { tally: tally(outcomes), lost: lost.map(([id, status]) => `${id}: ${status}, now ${found.get(id)}`) }
    },
  }
}
