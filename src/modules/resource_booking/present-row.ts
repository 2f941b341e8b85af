import type { AllocationDTO, BlackoutDTO, HoldDTO, Instant, ResourceDTO } from "./types"

type Row = Record<string, unknown>

const INTERNAL = new Set([
  "idempotency_token",
  "request_hash",
  "token_scope",
  "owner_key",
  "client_address",
  "raw_unit_price",
  "expiring_notified_at",
])
const INTERNAL_AND_DELETED_AT = new Set([...INTERNAL, "deleted_at"])

/** Rows leave SQL as JSON, so that a calendar day stays text; instants become ISO 8601 in UTC with milliseconds. */
const present = (row: Row, left = INTERNAL): Row => {
  const presented: Row = {}
  for (const [key, value] of Object.entries(row)) {
    if (!left.has(key)) {
      presented[key] = value !== null && key.endsWith("_at") ? instant(value) : value
    }
  }
  return presented
}

export const instant = (value: unknown): Instant => new Date(value as string).toISOString()

export const presentResource = (row: unknown) => present(row as Row) as ResourceDTO
export const presentHold = (row: unknown) => present(row as Row, INTERNAL_AND_DELETED_AT) as HoldDTO
export const presentAllocation = (row: unknown) => present(row as Row, INTERNAL_AND_DELETED_AT) as AllocationDTO
export const presentBlackout = (row: unknown) => present(row as Row, INTERNAL_AND_DELETED_AT) as BlackoutDTO

/** For the parts of rows that conflict lists and events carry. */
export const presentRows = <T>(rows: unknown): T[] => (rows as Row[]).map((row) => present(row) as T)
