import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { confirmOrderEditRequestWorkflow, createOrderWorkflow } from "@medusajs/medusa/core-flows"
import { expectOk, type Api } from "./api"
import { unique } from "./build"
import type { PlacedOrder } from "./checkout"

type Line = PlacedOrder["items"][number]
export type NewLine = { variant_id: string; quantity?: number; booking?: object; unit_price?: number }
export type OrderEdit = { set?: { line: { id: string }; quantity: number }[]; add?: NewLine[] }

/** A line that staff add: the dates are said in its metadata, as the storefront's lines have them. */
const asItem = ({ booking, quantity = 1, ...line }: NewLine) => ({
  ...line,
  quantity,
  ...(booking && { metadata: { booking } }),
})

/** What becomes of an order after it was placed, by core's own routes. */
export const orderChanges = ({ api, container }: { api: Api; container: MedusaContainer }) => {
  // Not the stand-in of the suite's: a workflow takes only a container that is one.
  const scope = () => container.createScope() as MedusaContainer
  const admin = async <T = Record<string, { id: string }>>(path: string, body: object = {}): Promise<T> =>
    expectOk(await api.admin.post<T>(`/admin/${path}`, body))

  const begun = async (order: { id: string }, { set = [], add = [] }: OrderEdit) => {
    await admin("order-edits", { order_id: order.id })
    for (const { line, quantity } of set) {
      await admin(`order-edits/${order.id}/items/item/${line.id}`, { quantity })
    }
    if (add.length > 0) await admin(`order-edits/${order.id}/items`, { items: add.map(asItem) })
  }

  /** Core asks that what is given back was handed over before. */
  const handOver = async (order: { id: string }, line: Line) =>
    await container
      .resolve(Modules.ORDER)
      .registerFulfillment({ order_id: order.id, items: [{ id: line.id, quantity: line.quantity }] })

  const linesOf = async (order: { id: string }) => {
    const path = `/admin/orders/${order.id}?fields=id,*items`
    return expectOk(await api.admin.get<{ order: PlacedOrder }>(path)).order.items
  }

  return {
    linesOf,

    /** Confirmed at the desk. */
    edit: async (order: { id: string }, changes: OrderEdit) => {
      await begun(order, changes)
      await admin(`order-edits/${order.id}/confirm`)
    },

    /** Confirmed by a merchant's own code, past whatever looks at the route. */
    editByCode: async (order: { id: string }, changes: OrderEdit) => {
      await begun(order, changes)
      const input = { order_id: order.id, confirmed_by: api.shop.admin_user_id }
      await confirmOrderEditRequestWorkflow(scope()).run({ input })
    },

    cancel: (order: { id: string }) => admin(`orders/${order.id}/cancel`),

    /** A return that is asked for, not yet received. */
    askReturn: async (order: { id: string }, line: Line, quantity: number) => {
      await handOver(order, line)
      const { id } = (await admin("returns", { order_id: order.id })).return!
      await admin(`returns/${id}/request-items`, { items: [{ id: line.id, quantity }] })
      await admin(`returns/${id}/request`, { no_notification: true })
      return { cancel: () => admin(`returns/${id}/cancel`) }
    },

    /** One line given back in part or whole, for another one. */
    exchange: async (order: { id: string }, line: Line, quantity: number, outbound: NewLine) => {
      await handOver(order, line)
      const { id } = (await admin("exchanges", { order_id: order.id })).exchange!
      await admin(`exchanges/${id}/inbound/items`, { items: [{ id: line.id, quantity }] })
      await admin(`exchanges/${id}/outbound/items`, { items: [asItem(outbound)] })
      await admin(`exchanges/${id}/request`)
    },

    /** A line that was not as it should be, replaced by another one. */
    claim: async (order: { id: string }, line: Line, quantity: number, outbound: NewLine) => {
      const { id } = (await admin("claims", { order_id: order.id, type: "replace" })).claim!
      await admin(`claims/${id}/claim-items`, { items: [{ id: line.id, quantity, reason: "other" }] })
      await admin(`claims/${id}/outbound/items`, { items: [asItem(outbound)] })
      await admin(`claims/${id}/request`)
    },

    draft: async (...lines: NewLine[]): Promise<{ id: string }> => {
      const { region_id, sales_channel_id } = api.shop
      const email = `${unique("phone")}@example.com`
      const body = { email, region_id, sales_channel_id, items: lines.map(asItem) }
      return (await admin("draft-orders", body)).draft_order!
    },

    convert: (draft: { id: string }) => admin(`draft-orders/${draft.id}/convert-to-order`),

    /** An order that a merchant's own code makes: core tells nobody of it. */
    orderByCode: async (...lines: NewLine[]): Promise<{ id: string }> => {
      const { region_id, sales_channel_id } = api.shop
      const items = lines.map((line) => ({ title: "Booked", unit_price: 100, ...asItem(line) }))
      const input = { email: "code@example.com", region_id, sales_channel_id, currency_code: "aud", items }
      return (await createOrderWorkflow(scope()).run({ input })).result
    },
  }
}
