import { Text } from "@medusajs/ui"

export type LegendItem = { name: string; colour: string; figure: string; aside?: string }

/** What each colour is, with its figure for the whole range. */
export const Legend = ({ items }: { items: LegendItem[] }) => (
  <ul className="flex flex-wrap gap-x-6 gap-y-3">
    {items.map(({ name, colour, figure, aside }) => (
      <li key={name} className="min-w-24">
        <div className="flex items-center gap-x-2">
          <span className="size-2 shrink-0 rounded-full" style={{ backgroundColor: colour }} aria-hidden />
          <Text size="xsmall" className="text-ui-fg-subtle">
            {name}
          </Text>
        </div>
        <Text weight="plus" className="tabular-nums">
          {figure}
        </Text>
        {aside && (
          <Text size="xsmall" className="text-ui-fg-subtle tabular-nums">
            {aside}
          </Text>
        )}
      </li>
    ))}
  </ul>
)
