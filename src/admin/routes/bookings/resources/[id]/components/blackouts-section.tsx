import { Button, Container, Heading, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EmptyState, Loaded } from "../../../../../components/page-states"
import { useBlackouts } from "../../../../../hooks/use-blackouts"
import { useWords } from "../../../../../hooks/use-words"
import { todayIn } from "../../../../../lib/dates"
import type { Resource } from "../../../../../lib/types"

/** The resource's own ones from today on; those of its type or of everything are seen in its dates. */
export const BlackoutsSection = ({ resource }: { resource: Resource }) => {
  const { t, range } = useWords()
  const query = { resource_id: resource.id, start_date: todayIn(resource.timezone), order: "start_date", limit: 20 }
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("blackouts.title")}</Heading>
        <Button size="small" variant="secondary" asChild>
          <Link to={`/bookings/blackouts/create?resource_id=${resource.id}`}>{t("common.create")}</Link>
        </Button>
      </div>
      <Loaded query={useBlackouts(query)}>
        {({ blackouts }) =>
          blackouts.length === 0 ? (
            <EmptyState title={t("resources.blackouts.emptyTitle")} text={t("resources.blackouts.emptyText")} />
          ) : (
            <ul className="divide-y">
              {blackouts.map(({ id, start_date, end_date, reason }) => (
                <li key={id} className="px-6 py-3">
                  <Link
                    to={`/bookings/blackouts/edit/${id}`}
                    className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
                  >
                    {range(start_date, end_date)}
                  </Link>
                  <Text size="small" className="text-ui-fg-subtle">
                    {reason}
                  </Text>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </Container>
  )
}
