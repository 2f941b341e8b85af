import { Button } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EmptyState } from "../../../components/page-states"
import { useWords } from "../../../hooks/use-words"
import type { CalendarView } from "./use-calendar-view"

/** Nothing yet, or nothing like that. */
export const NoResources = ({ view }: { view: CalendarView }) => {
  const { t } = useWords()
  return view.isFiltered ? (
    <EmptyState
      title={t("resources.noneFound.title")}
      text={t("resources.noneFound.text")}
      action={
        <Button size="small" variant="secondary" onClick={() => view.set({ type: null, status: null, q: null })}>
          {t("calendar.clearFilters")}
        </Button>
      }
    />
  ) : (
    <EmptyState
      title={t("calendar.empty.title")}
      text={t("calendar.empty.text")}
      action={
        <Button size="small" asChild>
          <Link to="/bookings/resources/create">{t("calendar.empty.action")}</Link>
        </Button>
      }
    />
  )
}
