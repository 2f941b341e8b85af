import { StatusBadge } from "@medusajs/ui"
import type { OrderPayment } from "../../../../hooks/use-run-sheet"
import { usePaymentWords } from "./use-payment-words"

/** Where the money of the order is; nothing where there is no order. */
export const PaymentState = ({ payment }: { payment: OrderPayment | null }) => {
  const wordsOf = usePaymentWords()
  if (!payment) return null
  const { state, balance } = wordsOf(payment)
  return (
    <>
      <StatusBadge color={payment.balance > 0 ? "red" : payment.balance < 0 ? "orange" : "green"}>{state}</StatusBadge>
      {balance && <span className="txt-compact-small-plus text-ui-fg-base tabular-nums">{balance}</span>}
    </>
  )
}
