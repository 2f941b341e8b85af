import { toast } from "@medusajs/ui"
import { useCancelAllocation } from "../../hooks/use-allocations"
import { useConfirm } from "../../hooks/use-confirm"
import { useExtendHold, useReleaseHold } from "../../hooks/use-holds"
import { useWords } from "../../hooks/use-words"
import type { ListedAllocation, ListedHold } from "../../lib/types"

type Claimed = Pick<ListedAllocation, "resource_name" | "start_date" | "end_date" | "quantity">

/** What is done to a booking or a hold at once, after a question that names it; `error` goes beside it. */
export const useBookingActs = () => {
  const { t, range, instant } = useWords()
  const confirm = useConfirm()
  const cancel = useCancelAllocation()
  const release = useReleaseHold()
  const extend = useExtendHold()

  const named = ({ resource_name, start_date, end_date, quantity }: Claimed) =>
    `${resource_name}, ${range(start_date, end_date)}, ${t("common.units", { count: quantity })}`
  const forgetErrors = () => [cancel, release, extend].forEach(({ reset }) => reset())
  const said = (words: string) => [() => void toast.success(words), () => undefined] as const

  return {
    error: cancel.error ?? release.error ?? extend.error,
    isBusy: cancel.isPending || release.isPending || extend.isPending,
    cancel: async (allocation: ListedAllocation) => {
      const who = allocation.contact_name ?? allocation.contact_email ?? allocation.contact_phone
      const isSure = await confirm({
        title: t("bookings.cancel.title", { what: named(allocation) }),
        text: [
          ...(who ? [t("bookings.cancel.who", { who })] : []),
          t("bookings.cancel.text"),
          ...(allocation.order_id ? [t("bookings.cancel.order", { number: allocation.order_display_id ?? "" })] : []),
        ].join(" "),
        confirm: t("bookings.cancel.confirm"),
      })
      if (!isSure) return
      forgetErrors()
      await cancel.mutateAsync({ id: allocation.id }).then(...said(t("bookings.cancel.done")))
    },
    release: async (hold: ListedHold) => {
      const isSure = await confirm({
        title: t("bookings.release.title", { what: named(hold) }),
        text: t("bookings.release.text"),
        confirm: t("bookings.release.confirm"),
      })
      if (!isSure) return
      forgetErrors()
      await release.mutateAsync(hold.id).then(...said(t("bookings.release.done")))
    },
    /** All holds of the booking get the new deadline; one that is later already stays. */
    extend: async ({ id, expires_at }: Pick<ListedHold, "id" | "expires_at">, minutes?: number) => {
      forgetErrors()
      await extend.mutateAsync({ id, minutes }).then(
        ({ hold }) => {
          const until = instant(hold.expires_at, "local")
          const isSame = Date.parse(hold.expires_at) === Date.parse(expires_at)
          if (isSame) toast.info(t("bookings.heldAlready", { until }))
          else toast.success(t("bookings.extended", { until }))
        },
        () => undefined,
      )
    },
  }
}
export type BookingActs = ReturnType<typeof useBookingActs>
