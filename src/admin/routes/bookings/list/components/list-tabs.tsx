import { clx } from "@medusajs/ui"
import { Link, useSearchParams } from "react-router-dom"
import { useWords } from "../../../../hooks/use-words"
import { ExportButton } from "./export-button"

export type Shown = "bookings" | "holds"

export const useShown = (): Shown => (useSearchParams()[0].get("show") === "holds" ? "holds" : "bookings")

/** What the one has and the other has not. */
const OWN = ["status", "order", "offset"]

/** Bookings and holds have pages of their own in the API, so they are two tables, under one search and the same filters. */
export const ListTabs = ({ shown }: { shown: Shown }) => {
  const { t } = useWords()
  const [params] = useSearchParams()
  const addressOf = (tab: Shown) => {
    const next = new URLSearchParams(params)
    OWN.forEach((key) => next.delete(key))
    if (tab === "holds") next.set("show", tab)
    else next.delete("show")
    return `?${next}`
  }
  return (
    <div className="flex flex-wrap items-center justify-between gap-3">
      <nav aria-label={t("common.menu.list")} className="flex gap-x-1">
        {(["bookings", "holds"] as const).map((tab) => (
          <Link
            key={tab}
            to={addressOf(tab)}
            aria-current={tab === shown ? "page" : undefined}
            className={clx(
              "txt-compact-small-plus focus-visible:shadow-borders-focus rounded-full px-3 py-1 outline-none",
              tab === shown
                ? "bg-ui-bg-base text-ui-fg-base shadow-elevation-card-rest"
                : "text-ui-fg-subtle hover:text-ui-fg-base",
            )}
          >
            {t(`bookings.tabs.${tab}`)}
          </Link>
        ))}
      </nav>
      {shown === "bookings" && <ExportButton />}
    </div>
  )
}
