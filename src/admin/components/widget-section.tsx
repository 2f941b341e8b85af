import { Container, Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import { READABLE } from "../lib/readable"

type WidgetSectionProps = {
  title: string
  /** Beside the title: a button or a link. */
  action?: ReactNode
  children: ReactNode
}

/** Our part of one of Medusa's own pages. */
export const WidgetSection = ({ title, action, children }: WidgetSectionProps) => (
  <Container className="divide-y p-0" role="region" aria-label={title} style={READABLE}>
    <div className="flex items-center justify-between gap-x-4 px-6 py-4">
      <Heading level="h2">{title}</Heading>
      {action}
    </div>
    {children}
  </Container>
)
