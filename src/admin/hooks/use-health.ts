import { useQuery } from "@tanstack/react-query"
import { bookingApi } from "../lib/api"
import { queryKeys } from "../lib/query-keys"
import { Refusal } from "../lib/refusal"
import type { Health } from "../lib/types"

const EVERY_MS = 30_000

/** A database that does not answer is an answer as well (503), and not a failure of the page. */
export const useHealth = () =>
  useQuery({
    queryKey: queryKeys.health.all,
    queryFn: ({ signal }) =>
      bookingApi.get<Health>("/health", {}, signal).catch((error: unknown) => {
        if (error instanceof Refusal && error.status === 503 && error.body.status === "alarm") {
          return error.body as unknown as Health
        }
        throw error
      }),
    refetchInterval: EVERY_MS,
  })
