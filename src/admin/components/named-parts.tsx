import { useEffect, useRef, type PropsWithChildren } from "react"
import { useTranslation } from "react-i18next"
import { useWords, type Say } from "../hooks/use-words"
import { READABLE } from "../lib/readable"

type NamedPartsProps = PropsWithChildren<{
  /** The names of the icon menus over a table, in their order. */
  menus?: string[]
}>

/**
 * Medusa's tables, modals and comboboxes have buttons that are an icon and nothing else, and take no name for them: who
 * hears the page hears "button". This gives each its name from where it stands, also to those that come later.
 */
export const NamedParts = ({ menus = [], children }: NamedPartsProps) => {
  const { t } = useWords()
  const container = useRef<HTMLDivElement>(null)
  const names = menus.join("\n")
  useEffect(() => {
    const element = container.current!
    const name = () => nameParts(element, names.split("\n"), t)
    name()
    const observer = new MutationObserver(name)
    observer.observe(element, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [names, t])
  return (
    <div ref={container} className="contents" style={READABLE}>
      {children}
    </div>
  )
}

/** What the icon menus over one of the dashboard's tables are called, in Medusa's own words. */
export const useMenuNames = ({ filters, sorting }: { filters: boolean; sorting: boolean }) => {
  const { t: medusaSays } = useTranslation()
  return [
    ...(filters ? [medusaSays("filters.filterLabel")] : []),
    ...(sorting ? [medusaSays("filters.sortLabel")] : []),
  ]
}

const nameParts = (container: HTMLElement, menus: string[], t: Say) => {
  const nameless = [...container.querySelectorAll<HTMLElement>("button:not([aria-label]):not([aria-labelledby])")]
  const overTable = [...container.querySelectorAll("button[aria-haspopup=menu]")].filter((each) => !each.closest("td"))
  for (const button of nameless) {
    if (button.textContent?.trim()) continue
    button.setAttribute("aria-label", nameOf(button, menus[overTable.indexOf(button)], t))
  }
  // The search field's magnifying glass says nothing that its placeholder does not.
  for (const icon of container.querySelectorAll("[role=img]:not([aria-label])"))
    icon.setAttribute("aria-hidden", "true")
}

const nameOf = (button: HTMLElement, menu: string | undefined, t: Say): string => {
  if (button.role === "checkbox") return button.closest("th") ? t("common.parts.chooseAll") : t("common.parts.choose")
  if (menu) return menu
  if (button.getAttribute("aria-haspopup") === "menu") return t("common.parts.actions")
  if (button.getAttribute("aria-haspopup")) return t("common.parts.open")
  if (button.parentElement?.querySelector("kbd") || button.parentElement?.textContent?.trim() === "esc")
    return t("common.close")
  const beside = button.parentElement?.textContent?.trim()
  return beside ? t("common.parts.remove", { what: beside }) : t("common.parts.clear")
}
