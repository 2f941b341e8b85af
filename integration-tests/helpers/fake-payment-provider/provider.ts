import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type {
  AuthorizePaymentInput,
  CancelPaymentInput,
  CapturePaymentInput,
  DeletePaymentInput,
  GetPaymentStatusInput,
  InitiatePaymentInput,
  ProviderWebhookPayload,
  RefundPaymentInput,
  RetrievePaymentInput,
  UpdatePaymentInput,
} from "@medusajs/framework/types"
import type { PaymentActions } from "@medusajs/framework/utils"
import {
  AbstractPaymentProvider,
  BigNumber,
  ContainerRegistrationKeys,
  PaymentSessionStatus,
} from "@medusajs/framework/utils"
import { FakeBank, type BankPayment, type BankStatus, type Script } from "./bank"

const SESSION_STATUS: Record<BankStatus, PaymentSessionStatus> = {
  open: PaymentSessionStatus.PENDING,
  requires_more: PaymentSessionStatus.REQUIRES_MORE,
  processing: PaymentSessionStatus.PENDING_AUTHORIZATION,
  authorized: PaymentSessionStatus.AUTHORIZED,
  captured: PaymentSessionStatus.CAPTURED,
  canceled: PaymentSessionStatus.CANCELED,
}

const dataOf = ({ id, session_id, status }: BankPayment) => ({ id, session_id, bank_status: status })
const answer = (payment: BankPayment) => ({ data: dataOf(payment), status: SESSION_STATUS[payment.status] })
const idOf = (input: { data?: Record<string, unknown> }) => String(input.data?.id)
const keyOf = (input: { context?: { idempotency_key?: string } }) => input.context?.idempotency_key
const numberOf = (amount: InitiatePaymentInput["amount"]) => new BigNumber(amount).numeric

/** As strict as the real ones: what is captured cannot be cancelled, only refunded, and never more than was taken. */
export default class FakePaymentProvider extends AbstractPaymentProvider {
  static override identifier = "fake"
  private readonly bank: FakeBank

  constructor(cradle: Record<string, unknown>, options: Record<string, unknown>) {
    super(cradle, options)
    this.bank = new FakeBank(cradle[ContainerRegistrationKeys.PG_CONNECTION] as Knex)
  }

  async initiatePayment({ amount, currency_code, data, ...input }: InitiatePaymentInput) {
    // Data that has an id is an earlier session's, which core copies onto a new one: a new payment with no script.
    const script = (data?.id ? {} : (data?.script ?? {})) as Script
    const payment = await this.bank.open(
      {
        id: `fake_${randomUUID()}`,
        session_id: (data?.session_id as string | undefined) ?? null,
        amount: numberOf(amount),
        currency_code,
        status: script.starts ?? "open",
        script,
      },
      keyOf(input),
    )
    return { id: payment.id, ...answer(payment) }
  }

  async updatePayment({ amount, ...input }: UpdatePaymentInput) {
    const payment = await this.bank.call(idOf(input), "update", keyOf(input), ({ status }) => {
      if (status !== "open") throw new Error(`A payment that is ${status} cannot be changed`)
      return { amount: numberOf(amount) }
    })
    return answer(payment)
  }

  async authorizePayment(input: AuthorizePaymentInput) {
    const payment = await this.bank.call(idOf(input), "authorize", keyOf(input), ({ status, script }) =>
      status === "open" ? { status: script.asked ?? "authorized" } : {},
    )
    return answer(payment)
  }

  async capturePayment(input: CapturePaymentInput) {
    const payment = await this.bank.call(idOf(input), "capture", keyOf(input), ({ status }) => {
      if (status !== "authorized" && status !== "captured") {
        throw new Error(`A payment that is ${status} cannot be captured`)
      }
      return { status: "captured" }
    })
    return { data: dataOf(payment) }
  }

  async cancelPayment(input: CancelPaymentInput) {
    return await this.void("cancel", input)
  }

  async deletePayment(input: DeletePaymentInput) {
    return await this.void("delete", input)
  }

  async refundPayment({ amount, ...input }: RefundPaymentInput) {
    const payment = await this.bank.call(idOf(input), "refund", keyOf(input), (known) => {
      const refunded = known.refunded + numberOf(amount)
      if (known.status !== "captured") throw new Error(`A payment that is ${known.status} cannot be refunded`)
      if (refunded > known.amount) throw new Error(`Only ${known.amount - known.refunded} can be refunded`)
      return { refunded }
    })
    return { data: dataOf(payment) }
  }

  async getPaymentStatus(input: GetPaymentStatusInput) {
    return answer(await this.bank.read(idOf(input)))
  }

  async retrievePayment(input: RetrievePaymentInput) {
    return { data: dataOf(await this.bank.read(idOf(input))) }
  }

  /** A webhook's body is `{session_id, action, amount}`. */
  getWebhookActionAndData({ data }: ProviderWebhookPayload["payload"]) {
    const { session_id, action, amount } = data as { session_id: string; action: PaymentActions; amount: number }
    return Promise.resolve({ action, data: { session_id, amount: new BigNumber(amount) } })
  }

  private async void(verb: "cancel" | "delete", input: CancelPaymentInput) {
    const payment = await this.bank.call(idOf(input), verb, keyOf(input), ({ status }) => {
      if (status === "captured") throw new Error("A payment that is captured cannot be cancelled")
      return { status: "canceled" }
    })
    return { data: dataOf(payment) }
  }
}
