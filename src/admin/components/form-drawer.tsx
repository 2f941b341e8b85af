import { KeyboundForm, RouteDrawer } from "@medusajs/dashboard/components"
import { Button } from "@medusajs/ui"
import { useContext, type FormEvent, type ReactNode } from "react"
import type { FieldValues, UseFormReturn } from "react-hook-form"
import { useOneAtATime } from "../hooks/use-one-at-a-time"
import { useWords } from "../hooks/use-words"
import { IsPlainDrawer, PlainDrawer } from "./widget-drawer"

type FormDrawerProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>
  onSubmit: (event: FormEvent) => Promise<unknown>
  submit: string
  isBusy: boolean
  /** What else can be done with what is edited, such as ending it. */
  aside?: ReactNode
  children: ReactNode
}

/** The form of a drawer, below its header; to be put into a `DeskDrawer` or a `WidgetDrawer`. Ctrl or ⌘ and Enter send it. */
export const FormDrawer = <Values extends FieldValues>({
  form,
  onSubmit,
  submit,
  isBusy,
  aside,
  children,
}: FormDrawerProps<Values>) => {
  const { t } = useWords()
  const submitOnce = useOneAtATime(onSubmit, isBusy)
  const Parts = useContext(IsPlainDrawer) ? PlainDrawer : RouteDrawer
  return (
    <Parts.Form form={form}>
      <KeyboundForm onSubmit={submitOnce} className="flex flex-1 flex-col overflow-hidden">
        <Parts.Body className="flex flex-col gap-y-6 overflow-y-auto">{children}</Parts.Body>
        <Parts.Footer>
          {aside && <div className="me-auto">{aside}</div>}
          <Parts.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </Parts.Close>
          <Button size="small" type="submit" isLoading={isBusy}>
            {submit}
          </Button>
        </Parts.Footer>
      </KeyboundForm>
    </Parts.Form>
  )
}
