import { Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"

type DayPartProps = { title: string; empty?: string; children?: ReactNode }

/** A part of the drawer with its title; `empty` is said where there is nothing to show. */
export const DayPart = ({ title, empty, children }: DayPartProps) => (
  <section className="flex flex-col gap-y-3 px-6 py-4" aria-label={title}>
    <Heading level="h3">{title}</Heading>
    {empty ? (
      <Text size="small" className="text-ui-fg-subtle">
        {empty}
      </Text>
    ) : (
      children
    )}
  </section>
)
