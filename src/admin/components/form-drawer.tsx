import { KeyboundForm, RouteDrawer } from "@medusajs/dashboard/components"
import { Button } from "@medusajs/ui"
import type { FormEvent, ReactNode } from "react"
import type { FieldValues, UseFormReturn } from "react-hook-form"
import { useWords } from "../hooks/use-words"

type FormDrawerProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>
  onSubmit: (event: FormEvent) => Promise<unknown>
  submit: string
  isBusy: boolean
  /** What else can be done with what is edited, such as ending it. */
  aside?: ReactNode
  children: ReactNode
}

/** The form of a drawer, below its header; to be put into a `RouteDrawer`. Ctrl or ⌘ and Enter send it. */
export const FormDrawer = <Values extends FieldValues>({
  form,
  onSubmit,
  submit,
  isBusy,
  aside,
  children,
}: FormDrawerProps<Values>) => {
  const { t } = useWords()
  return (
    <RouteDrawer.Form form={form}>
      <KeyboundForm onSubmit={(event) => void onSubmit(event)} className="flex flex-1 flex-col overflow-hidden">
        <RouteDrawer.Body className="flex flex-col gap-y-6 overflow-y-auto">{children}</RouteDrawer.Body>
        <RouteDrawer.Footer>
          {aside && <div className="me-auto">{aside}</div>}
          <RouteDrawer.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteDrawer.Close>
          <Button size="small" type="submit" isLoading={isBusy}>
            {submit}
          </Button>
        </RouteDrawer.Footer>
      </KeyboundForm>
    </RouteDrawer.Form>
  )
}
