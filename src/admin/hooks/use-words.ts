import { useMemo } from "react"
import { useTranslation } from "react-i18next"
import type { english } from "../i18n"
import { dateWords } from "../lib/dates"

type Paths<Words> = {
  [Key in keyof Words & string]: Words[Key] extends string ? Plain<Key> : `${Key}.${Paths<Words[Key]>}`
}[keyof Words & string]
/** `dates_one` and `dates_other` are asked for as `dates` with a `count`. */
type Plain<Key extends string> = Key extends `${infer Base}_${"one" | "other"}` ? Base : Key

/** Every word of ours, in English: an unknown key does not compile. */
export type WordKey = Paths<typeof english>
export type Say = (key: WordKey, values?: Record<string, string | number>) => string

/** `t` says our words, `date`, `range`, `instant` and the like days and times, `number` and `percent` figures. */
export const useWords = () => {
  const { t, i18n } = useTranslation("resourceBooking")
  const locale = i18n.language.replace(/([a-z])([A-Z])/, "$1-$2")
  return useMemo(
    () => ({
      t: t,
      locale,
      number: (value: number) => value.toLocaleString(locale),
      percent: (share: number) => share.toLocaleString(locale, { style: "percent", maximumFractionDigits: 0 }),
      money: (amount: number, currency: string) =>
        amount.toLocaleString(locale, { style: "currency", currency: currency.toUpperCase() }),
      ...dateWords(locale),
    }),
    [t, locale],
  )
}
export type Words = ReturnType<typeof useWords>
