import { Button } from "@medusajs/ui"
import type { Base } from "../hooks/use-base"
import { useWords } from "../hooks/use-words"
import { isRefusedWith } from "../lib/refusal"
import { RefusalAlert } from "./refusal-alert"

type StaleEditAlertProps<Row extends { updated_at: string }> = {
  error: unknown
  base: Base<Row>
  /** Fill the form with what is there now. */
  onDiscard: (present: Row) => void
  /** Leave the form as it is; saving it again goes over what somebody else has written. */
  onKeep: (present: Row) => void
}

/** A refused edit; where somebody was faster it says what has changed and lets the operator choose, never silently. */
export const StaleEditAlert = <Row extends { updated_at: string }>({
  error,
  base,
  onDiscard,
  onKeep,
}: StaleEditAlertProps<Row>) => {
  const { t } = useWords()
  if (!isRefusedWith(error, "stale_edit")) return <RefusalAlert error={error} />
  const present = error.details.present as Row
  return (
    <RefusalAlert error={error} seen={base.seen}>
      <Button
        size="small"
        variant="secondary"
        onClick={() => {
          base.rebase(present)
          onDiscard(present)
        }}
      >
        {t("refusals.stale.takeTheirs")}
      </Button>
      <Button
        size="small"
        variant="secondary"
        onClick={() => {
          base.rebase(present)
          onKeep(present)
        }}
      >
        {t("refusals.stale.keepMine")}
      </Button>
    </RefusalAlert>
  )
}
