import type { Locator } from "playwright-core"

/** Types a calendar day into a date field, part by part, in the order of the day, as a person in Brisbane does. */
export async function fillDay(within: Pick<Locator, "getByRole">, field: string, date: string): Promise<void> {
  const [year, month, day] = date.split("-")
  const group = within.getByRole("group", { name: field })
  for (const [part, digits] of [
    [/^day/, day],
    [/^month/, month],
    [/^year/, year],
  ] as const) {
    await group.getByRole("spinbutton", { name: part }).pressSequentially(digits!)
  }
}
