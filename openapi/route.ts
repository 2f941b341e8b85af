import type { z } from "@medusajs/framework/zod"
import type { BookingErrorCode } from "../src/modules/resource_booking/errors"

export type Method = "GET" | "POST" | "PUT" | "DELETE"

/** What a route answers where it does not refuse. */
export type Reply = {
  /** In which case, where there are several. */
  when?: string
  body: z.ZodType
  /** JSON, unless this says otherwise. */
  mediaType?: "text/csv"
  /** Headers beside the usual ones, and what they say. */
  headers?: Record<string, string>
}

export type Example = {
  params?: Record<string, string>
  query?: Record<string, string | number | string[]>
  body?: Record<string, unknown>
  status: number
  reply: unknown
}

/**
 * One route as its readers need it. What it takes is not said here: that comes from the schemas its middlewares hold
 * requests against.
 */
export type Route = {
  /** The first is the one to use, the others do the same. */
  methods: readonly [Method, ...Method[]]
  path: string
  /** What it does, in a sentence. */
  does: string
  /** What one must know beside that. */
  remarks?: string
  /** Of the path; those not named here are ids. */
  params?: Record<string, z.ZodType>
  takesIdempotencyKey?: true
  replies: Record<number, Reply>
  refusals: readonly BookingErrorCode[]
  example: Example
}

/** The routes of one noun, under a heading of their own. */
export type Area = { name: string; routes: readonly Route[] }
