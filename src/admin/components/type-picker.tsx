import { Combobox } from "@medusajs/dashboard/components"
import { useState, type ComponentPropsWithoutRef } from "react"
import { useResourceTypes } from "../hooks/use-resources"

type TypePickerProps = Omit<ComponentPropsWithoutRef<"input">, "value" | "onChange"> & {
  value: string
  onChange: (type: string) => void
  /** A type that no resource has yet may be written. */
  mayBeNew?: boolean
}

/** A type is upper-case text, such as VEHICLE. */
export const TypePicker = ({ value, onChange, mayBeNew = false, ...rest }: TypePickerProps) => {
  const [search, setSearch] = useState("")
  const types = useResourceTypes()
  const known = value && !types.includes(value) ? [...types, value] : types
  const options = known
    .filter((type) => type.includes(search.trim().toUpperCase()))
    .map((type) => ({ value: type, label: type }))
  return (
    <Combobox
      {...rest}
      value={value}
      onChange={(type) => onChange(type ?? "")}
      options={options}
      searchValue={search}
      onSearchValueChange={setSearch}
      onCreateOption={mayBeNew ? (type) => onChange(type.trim().toUpperCase()) : undefined}
    />
  )
}
