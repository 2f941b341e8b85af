import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { bookingService } from "../../../../../../workflows/resource-booking/booking-service"
import { whatVariantsSell } from "../../../../../../workflows/resource-booking/checkout/what-variants-sell"
import type { AdminListVariantsQuery } from "./validators"

type VariantRow = { id: string; title: string; sku: string | null; product: { id: string; title: string } | null }
type Page = Pick<AdminListVariantsQuery, "limit" | "offset" | "order" | "q">

/** Those of the variants that are there, with their products and all that each of them sells. */
export const readVariants = async (container: MedusaContainer, ids: string[], { q, limit, offset, order }: Page) => {
  if (ids.length === 0) return { variants: [], count: 0 }
  const { data, metadata } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "product_variant",
    fields: ["id", "title", "sku", "product.id", "product.title"],
    filters: { id: ids, ...(q ? { q } : {}) },
    pagination: { skip: offset, take: limit, order: orderBy(order) },
  })
  const rows = data as unknown as VariantRow[]
  const sold = await whatVariantsSell(
    container,
    rows.map(({ id }) => id),
  )
  const names = await resourceNames(
    container,
    [...sold.values()].flatMap(({ resources }) => resources.map(({ resource_id }) => resource_id)),
  )
  const variants = rows.map(({ id, title, sku, product }) => {
    const { pricing, duration_days, resources } = sold.get(id)!
    return {
      id,
      title,
      sku,
      product_id: product?.id ?? null,
      product_title: product?.title ?? null,
      pricing,
      duration_days,
      resources: resources.map((resource) => ({ ...resource, resource_name: names.get(resource.resource_id) ?? null })),
    }
  })
  return { variants, count: metadata!.count }
}

/** By the product's title unless asked otherwise; equal ones by id, so that pages never overlap. */
const orderBy = (order: Page["order"] = "product_title") => {
  const direction = order.startsWith("-") ? ("DESC" as const) : ("ASC" as const)
  const field = order.replace(/^-/, "")
  return {
    ...(field === "product_title" ? { product: { title: direction } } : { [field]: direction }),
    id: direction,
  }
}

const resourceNames = async (container: MedusaContainer, ids: string[]): Promise<Map<string, string>> => {
  const resources = await bookingService(container).listBookingResources(
    { id: [...new Set(ids)] },
    { select: ["id", "name"], withDeleted: true, take: null },
  )
  return new Map(resources.map(({ id, name }) => [id, name]))
}
