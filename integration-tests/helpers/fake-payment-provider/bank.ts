import type { Knex } from "@medusajs/framework/mikro-orm/knex"

export const FAKE_PROVIDER = "pp_fake_fake"

/** Where a payment stands at the bank. `open` is a card form that nobody has sent yet. */
export type BankStatus = "open" | "requires_more" | "processing" | "authorized" | "captured" | "canceled"
export type Verb = "initiate" | "update" | "authorize" | "capture" | "cancel" | "refund" | "delete"

/** How the bank is to behave for one payment; a session's `data.script`. */
export interface Script {
  /** The status at creation; `open` unless said. */
  starts?: BankStatus
  /** What becomes of an open payment when Medusa asks to authorise it; `authorized` unless said. */
  asked?: BankStatus
  /** How many of the first calls of a verb fail, before the bank has done anything. */
  fails?: Partial<Record<Verb, number>>
}

export interface BankPayment {
  id: string
  session_id: string | null
  amount: number
  currency_code: string
  status: BankStatus
  refunded: number
  script: Script
}

/**
 * The bank behind the fake provider is two tables of the test's own database, so that several servers have the same
 * one, and so that a test can read every call they made.
 */
export const openFakeBank = (knex: Knex) =>
  knex.raw(`
    create table fake_payment (
      id text primary key,
      session_id text,
      amount numeric not null,
      currency_code text not null,
      status text not null,
      refunded numeric not null default 0,
      script jsonb not null);
    create table fake_payment_call (
      id bigint generated always as identity primary key,
      payment_id text not null references fake_payment,
      verb text not null,
      failed boolean not null,
      idempotency_key text,
      pid integer not null,
      at timestamptz not null default clock_timestamp())`)

const COLUMNS = "id, session_id, amount::float8 as amount, currency_code, status, refunded::float8 as refunded, script"

export class FakeBank {
  constructor(private readonly knex: Knex) {}

  async open(payment: Omit<BankPayment, "refunded">, idempotencyKey?: string): Promise<BankPayment> {
    await this.knex("fake_payment").insert({ ...payment, script: JSON.stringify(payment.script) })
    return await this.call(payment.id, "initiate", idempotencyKey)
  }

  async read(id: string): Promise<BankPayment> {
    return await this.payment(this.knex, id)
  }

  /**
   * Counts a call and lets `change` decide what it makes of the payment; a throw of it is a refusal of the bank. Calls
   * for one payment come one after the other.
   */
  async call(
    id: string,
    verb: Verb,
    idempotencyKey?: string,
    change: (payment: BankPayment) => Partial<Pick<BankPayment, "status" | "refunded" | "amount">> = () => ({}),
  ): Promise<BankPayment> {
    const answer = await this.knex.transaction(async (trx) => {
      const payment = await this.payment(trx, id, "for update")
      const refusal = await this.refusal(trx, payment, verb)
      const outcome = refusal ?? attempt(() => change(payment))
      const failed = outcome instanceof Error
      await trx("fake_payment_call").insert({
        payment_id: id,
        verb,
        failed,
        idempotency_key: idempotencyKey ?? null,
        pid: process.pid,
      })
      if (!failed && Object.keys(outcome).length > 0) await trx("fake_payment").where({ id }).update(outcome)
      return failed ? outcome : { ...payment, ...outcome }
    })
    if (answer instanceof Error) throw answer
    return answer
  }

  private async refusal(trx: Knex, { id, script }: BankPayment, verb: Verb): Promise<Error | undefined> {
    const refusals = script.fails?.[verb]
    if (!refusals) return undefined
    const { rows } = await trx.raw<{ rows: [{ count: number }] }>(
      "select count(*)::integer as count from fake_payment_call where payment_id = ? and verb = ?",
      [id, verb],
    )
    return rows[0].count < refusals ? new Error(`The bank is away and could not ${verb} ${id}`) : undefined
  }

  private async payment(knex: Knex, id: string, lock = ""): Promise<BankPayment> {
    const { rows } = await knex.raw<{ rows: BankPayment[] }>(
      `select ${COLUMNS} from fake_payment where id = ? ${lock}`,
      [id],
    )
    if (!rows[0]) throw new Error(`The bank knows no payment ${id}`)
    return rows[0]
  }
}

function attempt<T>(work: () => T): T | Error {
  try {
    return work()
  } catch (error) {
    return error as Error
  }
}
