import { defineWidgetConfig } from "@medusajs/admin-sdk"
import type { AdminProductVariant, DetailWidgetProps } from "@medusajs/framework/types"
import { Container, Heading } from "@medusajs/ui"
import { EmptyState, Loaded } from "../components/page-states"
import { LinkButton } from "../components/variant/link-button"
import { SoldVariantDetails } from "../components/variant/sold-variant-details"
import { useSoldVariants } from "../hooks/use-variants"
import { useWords } from "../hooks/use-words"

/** What a variant sells, on its own page. */
const VariantBookings = ({ data: variant }: DetailWidgetProps<AdminProductVariant>) => {
  const { t } = useWords()
  const sold = useSoldVariants({ id: variant.id })
  const title = variant.title ?? variant.id
  return (
    <Container className="divide-y p-0" role="region" aria-label={t("widgets.sells")}>
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Heading level="h2">{t("widgets.sells")}</Heading>
        {sold.data && <LinkButton variants={[{ id: variant.id, title, sold: sold.data.variants[0] }]} />}
      </div>
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
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: "product_variant.details.side" })

export default VariantBookings
