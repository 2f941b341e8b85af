import { Button, Drawer, Label, Text, Textarea, toast } from "@medusajs/ui"
import { useId, useState } from "react"
import { useResolveIncident } from "../../hooks/use-incidents"
import { useWords } from "../../hooks/use-words"
import type { Incident } from "../../lib/types"
import { RefusalAlert } from "../refusal-alert"

/** A colleague who reads the incident later should learn what was done. */
export const ResolveIncident = ({ incident, title }: { incident: Incident; title: string }) => {
  const { t } = useWords()
  const field = useId()
  const [isOpen, setIsOpen] = useState(false)
  const [note, setNote] = useState("")
  const resolve = useResolveIncident()
  const submit = (event: React.FormEvent) => {
    event.preventDefault()
    // The form stands in another element's React tree, whose form must not be sent with it.
    event.stopPropagation()
    resolve.mutate(
      { id: incident.id, note: note.trim() || undefined },
      {
        onSuccess: () => {
          toast.success(t("overview.resolve.done"))
          setIsOpen(false)
        },
      },
    )
  }
  return (
    <Drawer open={isOpen} onOpenChange={setIsOpen}>
      <Drawer.Trigger asChild>
        <Button size="small" variant="secondary">
          {t("overview.resolve.open")}
        </Button>
      </Drawer.Trigger>
      <Drawer.Content>
        <form onSubmit={submit} className="flex flex-1 flex-col overflow-hidden">
          <Drawer.Header>
            <Drawer.Title>{t("overview.resolve.title")}</Drawer.Title>
            <Drawer.Description>{title}</Drawer.Description>
          </Drawer.Header>
          <Drawer.Body className="flex flex-col gap-y-4 overflow-y-auto">
            <Text size="small" className="text-ui-fg-subtle">
              {t("overview.resolve.text")}
            </Text>
            <div className="flex flex-col gap-y-2">
              <Label htmlFor={field} size="small" weight="plus">
                {t("overview.resolve.note")}
              </Label>
              <Textarea
                id={field}
                rows={4}
                maxLength={2000}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            </div>
            <RefusalAlert error={resolve.error} />
          </Drawer.Body>
          <Drawer.Footer>
            <Drawer.Close asChild>
              <Button size="small" variant="secondary">
                {t("common.cancel")}
              </Button>
            </Drawer.Close>
            <Button size="small" type="submit" isLoading={resolve.isPending}>
              {t("overview.resolve.open")}
            </Button>
          </Drawer.Footer>
        </form>
      </Drawer.Content>
    </Drawer>
  )
}
