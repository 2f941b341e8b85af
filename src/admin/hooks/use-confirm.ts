import { usePrompt } from "@medusajs/ui"
import { useWords } from "./use-words"

type Question = { title: string; text: string; confirm: string; danger?: boolean }

/** Asks before what cannot be undone; resolves with the answer. Say what will happen, not "are you sure". */
export const useConfirm = () => {
  const prompt = usePrompt()
  const { t } = useWords()
  return ({ title, text, confirm, danger = true }: Question) =>
    prompt({
      title,
      description: text,
      confirmText: confirm,
      cancelText: t("common.cancel"),
      variant: danger ? "danger" : "confirmation",
    })
}
