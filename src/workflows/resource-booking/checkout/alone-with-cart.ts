import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import * as fastq from "fastq"
import { unavailable } from "../../../modules/resource_booking/errors"
import { bookingService } from "../booking-service"

type Work = () => Promise<unknown>

/** Beside the classes of the booking locks, and never taken together with one of them. */
const LOCK_CLASS = 724120
/** Of the time that a booking lock is waited for: a payment provider is slower than a database. */
const PATIENCE = 10

let gate: fastq.queueAsPromised<Work, unknown> | undefined

/**
 * Nobody else, on no server, does work for this cart through here meanwhile. The lock lasts as long as its transaction,
 * which is idle on a connection while the work asks a payment provider: a lease in a row would outlive its process, or
 * run out under a slow provider and let a second one in. The work does not run in that transaction and takes connections
 * of its own, so a quarter of the pool at most may be kept like this. Throws 55P03 after ten times `lock_timeout_ms`.
 */
export const aloneWithCart = async <T>(
  container: MedusaContainer,
  cartId: string,
  work: () => Promise<T>,
): Promise<T> => {
  const connection = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
  gate ??= fastq.promise((next: Work) => next(), quarterOfPool(connection))
  return (await gate.push(() => locked(container, "pg_advisory_xact_lock", cartId, work))) as T
}

/** Waits until whoever is alone with this cart has finished. Throws `lock_timeout` where a provider is too slow for that. */
export const untilNobodyIsAloneWithCart = async (container: MedusaContainer, cartId: string): Promise<void> => {
  try {
    await locked(container, "pg_advisory_xact_lock_shared", cartId, () => Promise.resolve())
  } catch (error) {
    throw unavailable(error) ?? error
  }
}

const locked = async <T>(
  container: MedusaContainer,
  lock: string,
  cartId: string,
  work: () => Promise<T>,
): Promise<T> => {
  const { lock_timeout_ms } = bookingService(container).options
  const connection = container.resolve<Knex>(ContainerRegistrationKeys.PG_CONNECTION)
  return await connection.transaction(async (transaction) => {
    await transaction.raw(
      "select set_config('lock_timeout', ?, true), set_config('idle_in_transaction_session_timeout', '0', true)",
      [String(lock_timeout_ms * PATIENCE)],
    )
    await transaction.raw(`select ${lock}(?, hashtext(?))`, [LOCK_CLASS, cartId])
    return await work()
  })
}

const quarterOfPool = (connection: Knex): number => {
  const { pool } = connection.client as { pool?: { max?: number } }
  return Math.max(1, Math.floor((pool?.max ?? 10) / 4))
}
