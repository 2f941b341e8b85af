import { RouteDrawer } from "@medusajs/dashboard/components"
import { Heading } from "@medusajs/ui"
import type { ReactNode } from "react"
import { NamedParts } from "./named-parts"

type DeskDrawerProps = {
  title: string
  /** Where closing leads; the page below, unless it is not one step up. */
  prev?: string
  children: ReactNode
}

/** A drawer that is a page of its own, with its title. */
export const DeskDrawer = ({ title, prev, children }: DeskDrawerProps) => (
  <RouteDrawer prev={prev}>
    <NamedParts>
      <RouteDrawer.Header>
        <RouteDrawer.Title asChild>
          <Heading>{title}</Heading>
        </RouteDrawer.Title>
      </RouteDrawer.Header>
      {children}
    </NamedParts>
  </RouteDrawer>
)
