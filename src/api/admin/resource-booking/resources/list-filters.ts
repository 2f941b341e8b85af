import type { AdminListResourcesQuery } from "./validators"

type Filters = Pick<AdminListResourcesQuery, "id" | "type" | "is_active" | "q">
type Page = Pick<AdminListResourcesQuery, "limit" | "offset" | "order" | "with_deleted">

/** The filters that were given, as the module's generated list takes them; `q` is a part of the name, or an id. */
export const resourceFilters = ({ id, type, is_active, q }: Filters) => ({
  ...(id ? { id } : {}),
  ...(type ? { type } : {}),
  ...(is_active === undefined ? {} : { is_active }),
  ...(q ? { $or: [{ name: { $ilike: `%${q.replace(/[\\%_]/g, "\\$&")}%` } }, { id: q }] } : {}),
})

/** By name unless asked otherwise; equal ones by id, so that pages never overlap. */
export const listConfig = ({ limit, offset, order = "name", with_deleted }: Page) => {
  const direction = order.startsWith("-") ? ("DESC" as const) : ("ASC" as const)
  return {
    take: limit,
    skip: offset,
    order: { [order.replace(/^-/, "")]: direction, id: direction },
    withDeleted: with_deleted ?? false,
  }
}
