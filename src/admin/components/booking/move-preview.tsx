import { Skeleton, Text } from "@medusajs/ui"
import type { PriceDifference, TriedMove } from "../../hooks/use-allocations"
import { useWords } from "../../hooks/use-words"
import type { ListedAllocation } from "../../lib/types"
import { ResourceName } from "../resource-name"

type MovePreviewProps = { allocation: ListedAllocation; tried: TriedMove | undefined; isLooking: boolean }

/** What the move would do, and what it would cost: read before it is done. */
export const MovePreview = ({ allocation, tried, isLooking }: MovePreviewProps) => {
  const { t, range } = useWords()
  if (isLooking) return <Skeleton className="h-24 w-full rounded-lg" />
  if (!tried) return null
  const { claim, difference } = tried
  const said = ({ start_date, end_date, quantity }: Pick<ListedAllocation, "start_date" | "end_date" | "quantity">) =>
    `${range(start_date, end_date)} · ${t("common.units", { count: quantity })}`
  return (
    <section
      aria-live="polite"
      className="bg-ui-bg-component shadow-elevation-card-rest flex flex-col gap-y-2 rounded-lg p-4"
    >
      <Text size="small" weight="plus">
        {t("bookings.move.willBe")}
      </Text>
      <Text size="small" className="text-ui-fg-muted line-through">
        {allocation.resource_name} · {said(allocation)}
      </Text>
      <Text size="small">
        <ResourceName id={claim.resource_id} /> · {said(claim)}
      </Text>
      <Price price={difference.price} />
    </section>
  )
}

const Price = ({ price }: { price: PriceDifference }) => {
  const { t, money } = useWords()
  if (price.reason !== null) {
    return (
      <Text size="small" className="text-ui-fg-subtle">
        {t(`bookings.move.noPrice.${price.reason}`)}
      </Text>
    )
  }
  const { difference, before, after, currency_code } = price
  const amounts = { before: money(before, currency_code), after: money(after, currency_code) }
  if (difference === 0) return <Text size="small">{t("bookings.move.samePrice", { price: amounts.after })}</Text>
  const amount = money(Math.abs(difference), currency_code)
  return (
    <>
      <Text size="small" weight="plus">
        {difference > 0
          ? t("bookings.move.dearer", { amount, ...amounts })
          : t("bookings.move.cheaper", { amount, ...amounts })}
      </Text>
      <Text size="small" className="text-ui-fg-subtle">
        {t("bookings.move.settle")}
      </Text>
    </>
  )
}
