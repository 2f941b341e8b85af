import { Combobox } from "@medusajs/dashboard/components"
import { useMemo, useState, type ComponentPropsWithoutRef } from "react"
import { useDebounced } from "../hooks/use-debounced"
import { useResources } from "../hooks/use-resources"
import { useResourcesById } from "../hooks/use-resources-by-id"
import type { Resource } from "../lib/types"

type PickerProps<Value extends string | string[]> = Omit<ComponentPropsWithoutRef<"input">, "value" | "onChange"> & {
  value: Value
  onChange: (value: Value) => void
  /** Only of this type. */
  type?: string
}

const PAGE = 50

/** What the search finds, and always what is chosen already, whatever is being searched for. */
const useOptions = (chosen: string[], type?: string) => {
  const [search, setSearch] = useState("")
  const q = useDebounced(search)
  const { data: found } = useResources({ q, type, limit: PAGE, order: "name" })
  const known = useResourcesById(chosen)
  const options = useMemo(() => {
    const rows = new Map<string, Resource>()
    for (const row of [...(found?.resources ?? []), ...known]) {
      rows.set(row.id, row)
    }
    return [...rows.values()].map(({ id, name, type }) => ({ value: id, label: `${name} · ${type}` }))
  }, [found, known])
  return { options, searchValue: search, onSearchValueChange: setSearch }
}

export const ResourcePicker = ({ value, onChange, type, ...rest }: PickerProps<string>) => (
  <Combobox
    {...rest}
    {...useOptions(value ? [value] : [], type)}
    value={value}
    onChange={(chosen) => onChange(chosen ?? "")}
  />
)

export const ResourcesPicker = ({ value, onChange, type, ...rest }: PickerProps<string[]>) => (
  <Combobox<string[]>
    {...rest}
    {...useOptions(value, type)}
    value={value}
    onChange={(chosen) => onChange(chosen ?? [])}
    displayMode="chips"
  />
)
