import { useTranslation } from "react-i18next"
import type { OrderPayment } from "../../../../hooks/use-run-sheet"
import { useWords, type WordKey } from "../../../../hooks/use-words"

/** The state as core names it, and what is to be paid or given back. */
export const usePaymentWords = () => {
  const { t, money } = useWords()
  const { i18n } = useTranslation()
  return ({ status, balance, currency_code }: OrderPayment): { state: string; balance: string | null } => {
    const key = `runSheet.payment.${status}`
    const amount = money(Math.abs(balance), currency_code)
    return {
      // A state that a later Medusa may bring is shown by its own name.
      state: i18n.exists(key, { ns: "resourceBooking" }) ? t(key as WordKey) : status,
      balance: balance > 0 ? t("runSheet.owes", { amount }) : balance < 0 ? t("runSheet.giveBack", { amount }) : null,
    }
  }
}
