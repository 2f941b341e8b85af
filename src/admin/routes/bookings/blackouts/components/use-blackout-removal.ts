import { toast } from "@medusajs/ui"
import { useDeleteBlackout } from "../../../../hooks/use-blackouts"
import { useConfirm } from "../../../../hooks/use-confirm"
import { useWords } from "../../../../hooks/use-words"
import type { Blackout } from "../../../../lib/types"

export const useBlackoutRemoval = (onDone?: () => void) => {
  const { t, range } = useWords()
  const confirm = useConfirm()
  const { mutateAsync, error } = useDeleteBlackout()
  const askAndRemove = async ({ id, start_date, end_date, reason }: Blackout) => {
    const isSure = await confirm({
      title: t("blackouts.delete.title", { dates: range(start_date, end_date) }),
      text: t("blackouts.delete.text", { reason }),
      confirm: t("blackouts.end"),
    })
    if (!isSure) return
    await mutateAsync(id)
    toast.success(t("blackouts.deleted"))
    onDone?.()
  }
  // Why it was refused is in `error`, which the page shows.
  return { ask: (blackout: Blackout) => void askAndRemove(blackout).catch(() => undefined), error }
}
