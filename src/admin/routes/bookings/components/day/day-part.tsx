import { Heading, Text } from "@medusajs/ui"
import type { ReactNode } from "react"
import { RefusalAlert } from "../../../../components/refusal-alert"

type DayPartProps = {
  title: string
  empty?: string
  /** Why something done here was refused. */
  error?: unknown
  children?: ReactNode
}

/** A part of the drawer with its title; `empty` is said where there is nothing to show. */
export const DayPart = ({ title, empty, error, children }: DayPartProps) => (
  <section className="flex flex-col gap-y-3 px-6 py-4" aria-label={title}>
    <Heading level="h3">{title}</Heading>
    {empty ? (
      <Text size="small" className="text-ui-fg-subtle">
        {empty}
      </Text>
    ) : (
      children
    )}
    <RefusalAlert error={error} />
  </section>
)
