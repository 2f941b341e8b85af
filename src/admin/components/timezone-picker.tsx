import { Combobox } from "@medusajs/dashboard/components"
import { useState, type ComponentPropsWithoutRef } from "react"

type TimezonePickerProps = Omit<ComponentPropsWithoutRef<"input">, "value" | "onChange"> & {
  value: string
  onChange: (timezone: string) => void
}

const ZONES = Intl.supportedValuesOf("timeZone").map((zone) => ({ value: zone, label: zone.replaceAll("_", " ") }))
/** More than anybody scrolls through: the rest is a matter of typing a letter more. */
const SHOWN = 50

export const TimezonePicker = ({ value, onChange, ...rest }: TimezonePickerProps) => {
  const [search, setSearch] = useState("")
  const wanted = search.trim().toLowerCase()
  const found = ZONES.filter(({ label }) => label.toLowerCase().includes(wanted)).slice(0, SHOWN)
  const isListed = !value || found.some((zone) => zone.value === value)
  return (
    <Combobox
      {...rest}
      value={value}
      onChange={(zone) => onChange(zone ?? "")}
      options={isListed ? found : [...found, { value, label: value.replaceAll("_", " ") }]}
      searchValue={search}
      onSearchValueChange={setSearch}
    />
  )
}
