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
      <StatusBadge color={colourOf(payment)}>{state}</StatusBadge>
      {balance && <span className="txt-compact-small-plus text-ui-fg-base tabular-nums">{balance}</span>}
    </>
  )
}

/** What the bank has promised already is a matter of taking it. */
const colourOf = ({ status, balance }: OrderPayment) => {
  if (balance > 0) return status === "authorized" ? "orange" : "red"
  return balance < 0 ? "orange" : "green"
}
