import { LayoutComposer } from "@medusajs/dashboard/components"
import type { ReactNode } from "react"
import { READABLE } from "../lib/readable"

type Sections = Record<string, ReactNode>
type DeskPageProps = {
  /** Unlike any other page's: what each of staff has moved or hidden on it is kept under this name. */
  zone: string
  /** Each section with a name of its own, in their first order. */
  main: Sections
  side?: Sections
}

/** A page laid out as Medusa's own, so that it can be rearranged like them; forms of its own open above it. */
export const DeskPage = ({ zone, main, side }: DeskPageProps) => (
  <div className="contents" style={READABLE}>
    {side ? (
      <LayoutComposer
        widgetsZonePrefix={zone}
        preferredLayoutId="core:two-column"
        sections={{ main: entries(main), side: entries(side) }}
      />
    ) : (
      <LayoutComposer
        widgetsZonePrefix={zone}
        preferredLayoutId="core:single-column"
        sections={{ main: entries(main) }}
      />
    )}
  </div>
)

// The composer looks at the elements themselves: a component around them would be one entry.
const entries = (sections: Sections) => (
  <>
    {Object.entries(sections).map(([id, section]) => (
      <LayoutComposer.Entry key={id} id={id}>
        {section}
      </LayoutComposer.Entry>
    ))}
  </>
)
