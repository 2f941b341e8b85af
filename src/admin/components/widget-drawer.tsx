import { Form } from "@medusajs/dashboard/components"
import { Drawer } from "@medusajs/ui"
import { createContext, type ReactNode } from "react"
import type { FieldValues, UseFormReturn } from "react-hook-form"
import { READABLE } from "../lib/readable"
import { NamedParts } from "./named-parts"

type WidgetDrawerProps = { isOpen: boolean; onClose: () => void; title: string; text?: string; children: ReactNode }

/**
 * A drawer on a page that is not ours, and so has no route for it. What is in it lives only while it is open; a form is
 * a `FormDrawer` as everywhere.
 */
export const WidgetDrawer = ({ isOpen, onClose, title, text, children }: WidgetDrawerProps) => (
  <Drawer open={isOpen} onOpenChange={(open) => !open && onClose()}>
    <Drawer.Content style={READABLE} {...(text ? {} : { "aria-describedby": undefined })}>
      <NamedParts>
        <Drawer.Header>
          <Drawer.Title>{title}</Drawer.Title>
          {text && <Drawer.Description className="text-pretty">{text}</Drawer.Description>}
        </Drawer.Header>
        <IsPlainDrawer.Provider value>{children}</IsPlainDrawer.Provider>
      </NamedParts>
    </Drawer.Content>
  </Drawer>
)

/** Whether the drawer around is one without a route. */
export const IsPlainDrawer = createContext(false)

type PlainFormProps<Values extends FieldValues> = { form: UseFormReturn<Values>; children: ReactNode }

/** Its parts, by the names that `RouteDrawer` has for them. */
export const PlainDrawer = {
  Form: <Values extends FieldValues>({ form, children }: PlainFormProps<Values>) => <Form {...form}>{children}</Form>,
  Body: Drawer.Body,
  Footer: Drawer.Footer,
  Close: Drawer.Close,
}
