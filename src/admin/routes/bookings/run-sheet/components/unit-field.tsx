import { PencilSquare } from "@medusajs/icons"
import { Button, IconButton, Input, toast } from "@medusajs/ui"
import { useEffect, useRef, useState, type FormEvent } from "react"
import { RefusalAlert } from "../../../../components/refusal-alert"
import { useEditAllocation } from "../../../../hooks/use-allocations"
import type { RunSheetRow } from "../../../../hooks/use-run-sheet"
import { useWords } from "../../../../hooks/use-words"
import { orNull } from "../../../../lib/form"

/** Which vehicle it is, written down where it is read. Enter saves, Escape leaves it as it was. */
export const UnitField = ({ row }: { row: RunSheetRow }) => {
  const { t } = useWords()
  const [seen, setSeen] = useState<RunSheetRow | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const close = () => {
    setSeen(null)
    requestAnimationFrame(() => button.current?.focus())
  }
  if (seen) return <Editor row={seen} onClose={close} />
  const label = t("runSheet.markUnitOf", { name: row.resource_name })
  return row.unit_label ? (
    <span className="flex items-center gap-x-1">
      <span className="txt-compact-small-plus bg-ui-bg-component border-ui-border-base rounded-md border px-2 py-0.5">
        {row.unit_label}
      </span>
      <IconButton ref={button} size="2xsmall" variant="transparent" aria-label={label} onClick={() => setSeen(row)}>
        <PencilSquare />
      </IconButton>
    </span>
  ) : (
    <Button ref={button} size="small" variant="secondary" aria-label={label} onClick={() => setSeen(row)}>
      {t("runSheet.markUnit")}
    </Button>
  )
}

const Editor = ({ row, onClose }: { row: RunSheetRow; onClose: () => void }) => {
  const { t } = useWords()
  const [text, setText] = useState(row.unit_label ?? "")
  const edit = useEditAllocation()
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => input.current?.focus(), [])
  const save = (event: FormEvent) => {
    event.preventDefault()
    edit.mutate(
      { id: row.id, unit_label: orNull(text), expected_updated_at: row.updated_at },
      {
        onSuccess: () => {
          toast.success(t("runSheet.marked"))
          onClose()
        },
      },
    )
  }
  return (
    <form onSubmit={save} className="flex w-full flex-col gap-y-2">
      <div className="flex items-center gap-x-2">
        <Input
          ref={input}
          size="small"
          className="w-40"
          aria-label={t("runSheet.unitOf", { name: row.resource_name })}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => event.key === "Escape" && onClose()}
        />
        <Button size="small" type="submit" isLoading={edit.isPending}>
          {t("common.save")}
        </Button>
        <Button size="small" type="button" variant="transparent" onClick={onClose}>
          {t("common.cancel")}
        </Button>
      </div>
      <RefusalAlert error={edit.error} seen={row} />
    </form>
  )
}
