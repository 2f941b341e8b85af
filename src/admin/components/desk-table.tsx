import { DataTable } from "@medusajs/dashboard/components"
import { Button, Container, Heading, Text } from "@medusajs/ui"
import type { UseQueryResult } from "@tanstack/react-query"
import type { ComponentProps } from "react"
import { Link } from "react-router-dom"
import { PAGE_SIZE } from "../hooks/use-table-query"
import { NamedParts, useMenuNames } from "./named-parts"
import { LoadError, NotUpToDate } from "./page-states"

type TableProps<Row> = ComponentProps<typeof DataTable<Row>>
type DeskTableProps<Row> = Omit<
  TableProps<Row>,
  "heading" | "subHeading" | "data" | "rowCount" | "actions" | "action" | "isLoading" | "pageSize" | "getRowId"
> & {
  title: string
  text: string
  links?: { label: string; to: string }[]
  query: Pick<UseQueryResult<unknown, Error>, "isPending" | "isError" | "error" | "dataUpdatedAt" | "refetch">
  rows: Row[] | undefined
  count: number | undefined
}

/**
 * The dashboard's table, with filters, search, order and page in the address, below a title of its own: its built-in one
 * shares a line with everything else and is cut off on a phone.
 */
export const DeskTable = <Row extends { id: string }>({
  title,
  text,
  links = [],
  query,
  rows,
  count,
  rowHref,
  ...table
}: DeskTableProps<Row>) => {
  const sorting = table.columns.some(({ enableSorting }) => enableSorting)
  // What the dashboard hands on is the row of its table, whatever its type says; the record has the same id.
  const hrefOf = rowHref && (({ id }: Row) => rowHref(rows!.find((row) => row.id === id)!))
  const menus = useMenuNames({ filters: (table.filters?.length ?? 0) > 0, sorting })
  return (
    <Container className="divide-y overflow-hidden p-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-6 py-4">
        <div className="min-w-0">
          <Heading>{title}</Heading>
          <Text size="small" className="text-ui-fg-subtle text-pretty">
            {text}
          </Text>
        </div>
        <div className="flex flex-wrap gap-2">
          {links.map(({ label, to }) => (
            <Button key={to} size="small" variant="secondary" asChild>
              <Link to={to}>{label}</Link>
            </Button>
          ))}
        </div>
      </div>
      {query.isError && !rows ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : (
        <NamedParts menus={menus}>
          <NotUpToDate query={query} />
          <DataTable<Row>
            {...table}
            rowHref={hrefOf}
            data={rows}
            rowCount={count}
            pageSize={PAGE_SIZE}
            getRowId={({ id }) => id}
            isLoading={query.isPending}
          />
        </NamedParts>
      )}
    </Container>
  )
}
