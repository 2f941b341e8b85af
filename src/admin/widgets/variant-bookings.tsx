import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminProductVariant, DetailWidgetProps } from "@medusajs/framework/types"
import { EmptyState, Loaded } from "../components/page-states"
import { LinkButton } from "../components/variant/link-button"
import { SoldVariantDetails } from "../components/variant/sold-variant-details"
import { WidgetSection } from "../components/widget-section"
import { useSoldVariants } from "../hooks/use-variants"
import { useWords } from "../hooks/use-words"

/** What a variant sells, on its own page. */
const VariantBookings = ({ data: variant }: DetailWidgetProps<AdminProductVariant>) => {
  const { t } = useWords()
  const sold = useSoldVariants({ id: variant.id })
  const title = variant.title ?? variant.id
  return (
    <WidgetSection
      title={t("widgets.sells")}
      action={sold.data && <LinkButton variants={[{ id: variant.id, title, sold: sold.data.variants[0] }]} />}
    >
      <Loaded query={sold}>
        {({ variants: [found] }) =>
          found ? (
            <div className="px-6 py-4">
              <SoldVariantDetails variant={found} />
            </div>
          ) : (
            <EmptyState title={t("widgets.emptyTitle")} text={t("widgets.emptyText")} />
          )
        }
      </Loaded>
    </WidgetSection>
  )
}

export const config = defineWidgetConfig({ zone: "product_variant.details.side" })

export default VariantBookings
