import { Badge, Container, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EmptyState, Loaded } from "../../../../../components/page-states"
import { useLinkedVariants } from "../../../../../hooks/use-variants"
import { useWords } from "../../../../../hooks/use-words"
import type { LinkedVariant, Resource } from "../../../../../lib/types"

export const VariantsSection = ({ resource }: { resource: Resource }) => {
  const { t } = useWords()
  return (
    <Container className="divide-y p-0">
      <div className="px-6 py-4">
        <Heading level="h2">{t("resources.variants.title")}</Heading>
      </div>
      <Loaded query={useLinkedVariants(resource.id, { limit: 50 })}>
        {({ variants }) =>
          variants.length === 0 ? (
            <EmptyState title={t("resources.variants.emptyTitle")} text={t("resources.variants.emptyText")} />
          ) : (
            <ul className="divide-y">
              {variants.map((variant) => (
                <Variant key={variant.id} variant={variant} resourceId={resource.id} />
              ))}
            </ul>
          )
        }
      </Loaded>
    </Container>
  )
}

const Variant = ({ variant, resourceId }: { variant: LinkedVariant; resourceId: string }) => {
  const { t } = useWords()
  const own = variant.resources.find(({ resource_id }) => resource_id === resourceId)
  const others = variant.resources.flatMap(({ resource_id, resource_name }) =>
    resource_id === resourceId ? [] : [resource_name ?? resource_id],
  )
  return (
    <li className="flex items-start justify-between gap-x-4 px-6 py-3">
      <div className="min-w-0">
        <Link
          to={`/products/${variant.product_id}/variants/${variant.id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover block truncate"
        >
          {variant.product_title} · {variant.title}
        </Link>
        <Text size="xsmall" className="text-ui-fg-subtle">
          {own &&
            t(own.per === "UNIT" ? "resources.variants.perUnit" : "resources.variants.perBooking", {
              units: own.units,
            })}
          {others.length > 0 && ` · ${t("resources.variants.with", { others: others.join(", ") })}`}
        </Text>
      </div>
      <Badge size="2xsmall" rounded="full" className="shrink-0">
        {variant.pricing === "PER_DAY" ? t("resources.variants.perDay") : t("resources.variants.asAWhole")}
      </Badge>
    </li>
  )
}
