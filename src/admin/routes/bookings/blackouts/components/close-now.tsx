import { LockClosedSolid } from "@medusajs/icons"
import { Button, Container, DropdownMenu, Text } from "@medusajs/ui"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useResourceTypes } from "../../../../hooks/use-resources"
import { useWords } from "../../../../hooks/use-words"
import { useCloseNow } from "./use-close-now"

/**
 * Storm, breakdown, illness: nothing more is sold for today, in two clicks. What is held and booked stays valid and is
 * counted in the answer, and a third click takes it all back.
 */
export const CloseNow = () => {
  const { t } = useWords()
  const types = useResourceTypes()
  const { close, error, isPending } = useCloseNow()

  if (types.length === 0) return null
  return (
    <Container className="flex flex-col gap-y-3 px-6 py-4">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div>
          <Text weight="plus">{t("blackouts.closeNow.title")}</Text>
          <Text size="small" className="text-ui-fg-subtle">
            {t("blackouts.closeNow.text")}
          </Text>
        </div>
        <DropdownMenu>
          <DropdownMenu.Trigger asChild>
            <Button size="small" variant="danger" isLoading={isPending}>
              <LockClosedSolid />
              {t("blackouts.closeNow.button")}
            </Button>
          </DropdownMenu.Trigger>
          <DropdownMenu.Content align="end">
            {types.map((type) => (
              <DropdownMenu.Item key={type} onClick={() => close(type)}>
                {t("blackouts.closeNow.type", { type })}
              </DropdownMenu.Item>
            ))}
            <DropdownMenu.Separator />
            <DropdownMenu.Item onClick={() => close(null)}>{t("blackouts.closeNow.everything")}</DropdownMenu.Item>
          </DropdownMenu.Content>
        </DropdownMenu>
      </div>
      <RefusalAlert error={error} />
    </Container>
  )
}
