import { defineWidgetConfig } from "@medusajs/admin-sdk"
import { useProductVariants } from "@medusajs/dashboard/hooks"
import type { AdminProduct, DetailWidgetProps } from "@medusajs/framework/types"
import { Text } from "@medusajs/ui"
import { EmptyState, Loaded } from "../components/page-states"
import { LinkButton } from "../components/variant/link-button"
import { SoldVariantDetails } from "../components/variant/sold-variant-details"
import { WidgetSection } from "../components/widget-section"
import { useSoldVariants } from "../hooks/use-variants"
import { useWords } from "../hooks/use-words"

/** As many as the dashboard reads at once. */
const MOST = 100

/** What each variant of a product sells. */
const ProductBookings = ({ data: product }: DetailWidgetProps<AdminProduct>) => {
  const { t } = useWords()
  const sold = useSoldVariants({ product_id: product.id })
  const { variants = [] } = useProductVariants(product.id, { fields: "id,title", limit: MOST })
  const choices = variants.map(({ id, title }) => ({
    id,
    title: title ?? id,
    sold: sold.data?.variants.find((each) => each.id === id),
  }))
  return (
    <WidgetSection
      title={t("widgets.sells")}
      action={sold.data && choices.length > 0 && <LinkButton variants={choices} />}
    >
      <Loaded query={sold}>
        {({ variants: found }) =>
          found.length === 0 ? (
            <EmptyState title={t("widgets.emptyTitle")} text={t("widgets.emptyText")} />
          ) : (
            <ul className="divide-y">
              {found.map((variant) => (
                <li key={variant.id} className="flex flex-col gap-y-3 px-6 py-4">
                  <Text size="small" weight="plus">
                    {variant.title}
                  </Text>
                  <SoldVariantDetails variant={variant} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </WidgetSection>
  )
}

export const config = defineWidgetConfig({ zone: "product.details.side" })

export default ProductBookings
