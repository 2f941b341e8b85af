import { Container, Heading, Table, Text } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EmptyState, Loaded } from "../../../../../components/page-states"
import { useAllocations } from "../../../../../hooks/use-allocations"
import { useHolder } from "../../../../../hooks/use-holder"
import { useHolds } from "../../../../../hooks/use-holds"
import { useWords } from "../../../../../hooks/use-words"
import { todayIn } from "../../../../../lib/dates"
import type { Resource } from "../../../../../lib/types"
import { HoldCountdown } from "../../../../../components/hold-countdown"

const SHOWN = 10

/** What is next on this resource: holds that still run, then bookings by their first day. */
export const BookingsSection = ({ resource }: { resource: Resource }) => {
  const { t } = useWords()
  const from = todayIn(resource.timezone)
  const query = { resource_id: resource.id, start_date: from, order: "start_date", limit: SHOWN }
  const bookings = useAllocations({ ...query, status: "CONFIRMED" }, { isLive: true })
  return (
    <Container className="divide-y p-0">
      <div className="flex items-center justify-between px-6 py-4">
        <Heading level="h2">{t("resources.bookings.title")}</Heading>
        <Link
          to={`/bookings/list?resource_id=${resource.id}`}
          className="txt-compact-small-plus text-ui-fg-interactive hover:text-ui-fg-interactive-hover"
        >
          {t("resources.bookings.all")}
        </Link>
      </div>
      <Holds resource={resource} />
      <Loaded query={bookings}>
        {({ allocations, count }) =>
          allocations.length === 0 ? (
            <EmptyState title={t("resources.bookings.emptyTitle")} text={t("resources.bookings.emptyText")} />
          ) : (
            <div className="overflow-x-auto">
              <Rows
                rows={allocations.map((each) => ({
                  ...each,
                  who: each.contact_name ?? each.contact_email ?? each.contact_phone ?? "–",
                  aside: each.unit_label,
                }))}
              />
              {count > SHOWN && (
                <Text size="small" className="text-ui-fg-subtle px-6 py-3">
                  {t("resources.bookings.more", { count: count - SHOWN })}
                </Text>
              )}
            </div>
          )
        }
      </Loaded>
    </Container>
  )
}

const Holds = ({ resource }: { resource: Resource }) => {
  const holderOf = useHolder()
  const query = { resource_id: resource.id, status: "ACTIVE", order: "expires_at", limit: SHOWN }
  const { data, dataUpdatedAt } = useHolds(query, { isLive: true })
  if (!data || data.holds.length === 0) return null
  return (
    <div className="overflow-x-auto">
      <Rows
        rows={data.holds.map((hold) => ({
          ...hold,
          who: holderOf(hold),
          aside: <HoldCountdown until={hold.expires_at} now={data.now} readAt={dataUpdatedAt} />,
        }))}
      />
    </div>
  )
}

type Row = { id: string; start_date: string; end_date: string; quantity: number; who: string; aside: React.ReactNode }

const Rows = ({ rows }: { rows: Row[] }) => {
  const { t, range } = useWords()
  return (
    <Table>
      <Table.Body>
        {rows.map((row) => (
          <Table.Row key={row.id}>
            <Table.Cell className="text-ui-fg-base whitespace-nowrap">
              {range(row.start_date, row.end_date, "short")}
            </Table.Cell>
            <Table.Cell>{row.who}</Table.Cell>
            <Table.Cell className="whitespace-nowrap">{t("common.units", { count: row.quantity })}</Table.Cell>
            <Table.Cell className="text-end">{row.aside}</Table.Cell>
          </Table.Row>
        ))}
      </Table.Body>
    </Table>
  )
}
