import { KeyboundForm, RouteFocusModal } from "@medusajs/dashboard/components"
import { Button, Heading, Text } from "@medusajs/ui"
import type { FormEvent, ReactNode } from "react"
import type { FieldValues, UseFormReturn } from "react-hook-form"
import { useOneAtATime } from "../hooks/use-one-at-a-time"
import { useWords } from "../hooks/use-words"
import { NamedParts } from "./named-parts"

type FormModalProps<Values extends FieldValues> = {
  form: UseFormReturn<Values>
  onSubmit: (event: FormEvent) => Promise<unknown>
  title: string
  text: string
  submit: string
  isBusy: boolean
  children: ReactNode
}

/** A form that fills the window; to be put into a `RouteFocusModal`. Ctrl or ⌘ and Enter send it. */
export const FormModal = <Values extends FieldValues>({
  form,
  onSubmit,
  title,
  text,
  submit,
  isBusy,
  children,
}: FormModalProps<Values>) => {
  const { t } = useWords()
  const submitOnce = useOneAtATime(onSubmit, isBusy)
  return (
    <NamedParts>
      <RouteFocusModal.Form form={form}>
        <KeyboundForm onSubmit={submitOnce} className="flex size-full flex-col overflow-hidden">
          <RouteFocusModal.Header />
          <RouteFocusModal.Body className="flex flex-1 flex-col items-center overflow-auto px-4 py-8 sm:py-16">
            <div className="flex w-full max-w-[720px] flex-col gap-y-8">
              <div>
                <RouteFocusModal.Title asChild>
                  <Heading>{title}</Heading>
                </RouteFocusModal.Title>
                <RouteFocusModal.Description asChild>
                  <Text size="small" className="text-ui-fg-subtle text-pretty">
                    {text}
                  </Text>
                </RouteFocusModal.Description>
              </div>
              {children}
            </div>
          </RouteFocusModal.Body>
          <RouteFocusModal.Footer>
            <RouteFocusModal.Close asChild>
              <Button size="small" variant="secondary">
                {t("common.cancel")}
              </Button>
            </RouteFocusModal.Close>
            <Button size="small" type="submit" isLoading={isBusy}>
              {submit}
            </Button>
          </RouteFocusModal.Footer>
        </KeyboundForm>
      </RouteFocusModal.Form>
    </NamedParts>
  )
}
