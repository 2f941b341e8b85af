import { toast } from "@medusajs/ui"
import { useDeleteBlackout, useSaveBlackout, type SavedBlackout } from "../../../../hooks/use-blackouts"
import { useConfirm } from "../../../../hooks/use-confirm"
import { useRefusalWords } from "../../../../hooks/use-refusal-words"
import { useWords } from "../../../../hooks/use-words"
import { useWrite } from "../../../../hooks/use-write"
import { todaysOf, type Today } from "./todays"

/** Closes today for a type or everything, and offers to take it back; `error` goes beside the button. */
export const useCloseNow = () => {
  const { t, date } = useWords()
  const confirm = useConfirm()
  const refusalWords = useRefusalWords()
  const save = useSaveBlackout()
  const { mutateAsync: reopen } = useDeleteBlackout()

  const isSure = (todays: Today[]) => {
    if (todays.length === 1) return true
    const days = todays.map((today) =>
      t("blackouts.closeNow.severalDays.day", { date: date(today.date, "weekday"), zones: today.zones.join(", ") }),
    )
    return confirm({
      title: t("blackouts.closeNow.severalDays.title"),
      text: t("blackouts.closeNow.severalDays.text", { days: days.join("; ") }),
      confirm: t("blackouts.closeNow.severalDays.confirm"),
    })
  }

  // The toast outlives the page, and so must what is said when it is pressed: an alert of the page may be gone by then.
  const undo = (id: string) =>
    void reopen(id).catch((error: unknown) => {
      const { title, hint } = refusalWords(error)
      toast.error(title, { description: hint ?? undefined })
    })

  const tell = (type: string | null, { blackout, conflicts }: SavedBlackout) =>
    toast.success(t("blackouts.closeNow.done", { what: type ?? t("blackouts.everything") }), {
      description: t("blackouts.closeNow.stays", {
        bookings: t("blackouts.closeNow.bookings", { count: conflicts.allocations.length }),
        holds: t("blackouts.closeNow.holds", { count: conflicts.holds.length }),
      }),
      action: {
        label: t("blackouts.closeNow.undo"),
        altText: t("blackouts.closeNow.undo"),
        onClick: () => undo(blackout!.id),
      },
      duration: 15_000,
    })

  const close = useWrite(async (type: string | null) => {
    const todays = await todaysOf(type)
    if (todays.length === 0 || !(await isSure(todays))) return
    const saved = await save.mutateAsync({
      start_date: todays[0]!.date,
      end_date: todays.at(-1)!.date,
      ...(type ? { resource_type: type } : {}),
      reason: t("blackouts.closeNow.reason"),
      on_conflict: "keep",
    })
    tell(type, saved)
  })
  return { close: close.mutate, error: close.error, isPending: close.isPending }
}
