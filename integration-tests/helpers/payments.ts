import { expectOk, type Api } from "./api"
import type { Db } from "./database"
import { FAKE_PROVIDER, type BankPayment, type BankStatus, type Script, type Verb } from "./fake-payment-provider/bank"
import type { HttpClient } from "./http-client"

export interface PaymentSession {
  id: string
  status: string
  amount: number
  provider_id: string
}

type Collection = { payment_collection: { id: string; payment_sessions: PaymentSession[] } }

/** Opens a payment of the fake provider for a cart, as a storefront does before its card form. */
export async function startPayment(
  { store }: Pick<Api, "store">,
  cartId: string,
  script: Script = {},
  { client = store, provider_id = FAKE_PROVIDER }: { client?: HttpClient; provider_id?: string } = {},
): Promise<PaymentSession> {
  const made = await client.post<Collection>("/store/payment-collections", { cart_id: cartId })
  const { id } = expectOk(made).payment_collection
  const begun = await client.post<Collection>(`/store/payment-collections/${id}/payment-sessions`, {
    provider_id,
    data: { script },
  })
  return expectOk(begun).payment_collection.payment_sessions[0]!
}

/** What happens past Medusa: the customer sends the card form, or the bank takes the money by itself. */
export async function payAtBank(db: Db, session: { id: string }, status: BankStatus = "authorized"): Promise<void> {
  await db.one("update fake_payment set status = $2 where session_id = $1 returning id", [session.id, status])
}

/** Where a session's payment stands at the bank. */
export const bankPayment = (db: Db, session: { id: string }): Promise<BankPayment> =>
  db.one<BankPayment>("select * from fake_payment where session_id = $1", [session.id])

/** Every call that any server has made for a session after its creation, in order; a failed one has an `!`. */
export async function bankCalls(db: Db, session: { id: string }): Promise<(Verb | `${Verb}!`)[]> {
  const calls = await db.query<{ call: Verb }>(
    `select c.verb || case when c.failed then '!' else '' end as call
     from fake_payment_call c join fake_payment p on p.id = c.payment_id
     where p.session_id = $1 and c.verb <> 'initiate'
     order by c.id`,
    [session.id],
  )
  return calls.map(({ call }) => call)
}
