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

/** Rows leave SQL as JSON, so that a calendar day stays text; instants become ISO 8601 in UTC with milliseconds. */
const present = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => !INTERNAL.has(key))
      .map(([key, value]) => [key, key.endsWith("_at") && value !== null ? instant(value) : value]),
  )

export const instant = (value: unknown): Instant => new Date(value as string).toISOString()

const withoutDeletedAt = ({ deleted_at: _deletedAt, ...row }: Row): Row => row

export const presentResource = (row: unknown) => present(row as Row) as ResourceDTO
export const presentHold = (row: unknown) => withoutDeletedAt(present(row as Row)) as HoldDTO
export const presentAllocation = (row: unknown) => withoutDeletedAt(present(row as Row)) as AllocationDTO
export const presentBlackout = (row: unknown) => withoutDeletedAt(present(row as Row)) as BlackoutDTO

/** For the parts of rows that conflict lists and events carry. */
export const presentRows = <T>(rows: unknown): T[] => (rows as Row[]).map((row) => present(row) as T)
