import { Button, Container, Heading, Table, Text } from "@medusajs/ui"
import { useState, type ReactNode } from "react"
import { useWords } from "../../hooks/use-words"

export type ChartTable = { head: string[]; rows: string[][] }
type ChartSectionProps = {
  title: string
  text: string
  /** The figures in words and numbers, beside their colours. */
  legend?: ReactNode
  chart: ReactNode
  /** The same figures once more, for who cannot see the chart or wants the exact ones. */
  table: ChartTable
}

/** A chart that can be read as a table: by screen readers always, by everybody at the push of a button. */
export const ChartSection = ({ title, text, legend, chart, table }: ChartSectionProps) => {
  const { t } = useWords()
  const [isTable, setIsTable] = useState(false)
  return (
    <Container className="p-0">
      <div className="flex items-start justify-between gap-x-4 px-6 py-4">
        <div className="min-w-0">
          <Heading level="h2">{title}</Heading>
          <Text size="small" className="text-ui-fg-subtle">
            {text}
          </Text>
        </div>
        <Button
          size="small"
          variant="secondary"
          className="shrink-0"
          aria-pressed={isTable}
          onClick={() => setIsTable(!isTable)}
        >
          {t("overview.asTable")}
        </Button>
      </div>
      {legend && <div className="px-6 pb-4">{legend}</div>}
      {!isTable && (
        <div className="h-56 px-2 pb-4" aria-hidden>
          {chart}
        </div>
      )}
      <div className={isTable ? "overflow-x-auto border-t" : "sr-only"}>
        <FiguresTable caption={title} {...table} />
      </div>
    </Container>
  )
}

const FiguresTable = ({ caption, head, rows }: ChartTable & { caption: string }) => (
  <Table>
    <caption className="sr-only">{caption}</caption>
    <Table.Header>
      <Table.Row>
        {head.map((name) => (
          <Table.HeaderCell key={name} scope="col">
            {name}
          </Table.HeaderCell>
        ))}
      </Table.Row>
    </Table.Header>
    <Table.Body>
      {rows.map(([name, ...figures]) => (
        <Table.Row key={name}>
          <Table.Cell className="text-ui-fg-base whitespace-nowrap">{name}</Table.Cell>
          {figures.map((figure, index) => (
            <Table.Cell key={head[index + 1]} className="tabular-nums">
              {figure}
            </Table.Cell>
          ))}
        </Table.Row>
      ))}
    </Table.Body>
  </Table>
)
