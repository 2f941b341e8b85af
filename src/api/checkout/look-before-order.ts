import type { MedusaRequest } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { lookAtChange, lookAtDraft } from "../../workflows/resource-booking/checkout/look-ahead"
import { beforehand } from "./beforehand"

/** What cannot be read is core's to answer: PostgreSQL takes no NUL. */
const idOf = ({ params }: MedusaRequest): string => params.id!.replaceAll("\0", "")

export const lookBeforeConversion = beforehand((req) => lookAtDraft(req.scope, idOf(req)))

export const lookBeforeOrderEdit = beforehand((req) => lookAtChange(req.scope, idOf(req)))

export const lookBeforeExchange = beforehand((req) => lookAtChangeOf(req, "order_exchange"))

export const lookBeforeClaim = beforehand((req) => lookAtChangeOf(req, "order_claim"))

const lookAtChangeOf = async (req: MedusaRequest, entity: "order_exchange" | "order_claim"): Promise<void> => {
  const { data } = await req.scope
    .resolve(ContainerRegistrationKeys.QUERY)
    .graph({ entity, fields: ["order_id"], filters: { id: idOf(req) } })
  const found = data[0] as { order_id: string } | undefined
  if (found) await lookAtChange(req.scope, found.order_id)
}
