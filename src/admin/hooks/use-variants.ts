import { useQuery } from "@tanstack/react-query"
import { bookingApi, type Query } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import type { CalendarDate, LinkedVariant, Page } from "../lib/types"
import { useWrite } from "./use-write"

export const useLinkedVariants = (resourceId: string, query: Query = {}) =>
  useQuery({
    queryKey: queryKeys.variants.detail(resourceId, query),
    queryFn: ({ signal }) =>
      bookingApi.get<Page & { variants: LinkedVariant[] }>(`/resources/${resourceId}/variants`, query, signal),
  })

/** With when it can begin next; a variant that sells no dates is not among the answers. */
export type SoldVariant = LinkedVariant & { next_free_dates: CalendarDate[] }

/** Of variants, by their ids, or of products. */
export const useSoldVariants = (query: { id?: string; product_id?: string }) =>
  useQuery({
    queryKey: queryKeys.variants.list(query),
    queryFn: ({ signal }) =>
      bookingApi.get<Page & { variants: SoldVariant[] }>("/variants", { limit: 200, ...query }, signal),
  })

/** A link is sent as a whole; `pricing` and `duration_days` count for all the resources that the variant sells. */
export type VariantLink = {
  resource_id: string
  variant_id: string
  pricing: "PER_DAY" | "PER_BOOKING"
  duration_days?: number | null
  per?: "UNIT" | "BOOKING"
  units?: number
}

export const useLinkVariant = () =>
  useWrite(({ resource_id, ...link }: VariantLink) =>
    bookingApi.post<{ variant: LinkedVariant }>(`/resources/${resource_id}/variants`, link),
  )

export const useUnlinkVariant = () =>
  useWrite(({ resource_id, variant_id }: Pick<VariantLink, "resource_id" | "variant_id">) =>
    bookingApi.delete(`/resources/${resource_id}/variants/${variant_id}`),
  )
