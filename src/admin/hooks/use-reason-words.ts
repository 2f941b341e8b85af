import { useTranslation } from "react-i18next"
import { useWords, type WordKey } from "./use-words"

/** Why a line or a cart was refused: by its code in the operator's language, else as the server said it. */
export const useReasonWords = () => {
  const { t } = useWords()
  const { i18n } = useTranslation()
  return ({ code, message }: { code: string; message: string }): string => {
    const known = [`overview.reason.${code}`, `refusals.${code}.title`].find((key) =>
      i18n.exists(key, { ns: "resourceBooking" }),
    )
    return known ? t(known as WordKey) : message
  }
}
