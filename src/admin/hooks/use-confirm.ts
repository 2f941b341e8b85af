import { usePrompt } from "@medusajs/ui"
import { useWords } from "./use-words"

type Question = { title: string; text: string; confirm: string }

/** Asks before what cannot be undone; resolves with the answer. Say what will happen, not "are you sure". */
export const useConfirm = () => {
  const prompt = usePrompt()
  const { t } = useWords()
  return ({ title, text, confirm }: Question) =>
    prompt({
      title,
      description: text,
      confirmText: confirm,
      cancelText: t("common.cancel"),
      variant: "danger",
    })
}
