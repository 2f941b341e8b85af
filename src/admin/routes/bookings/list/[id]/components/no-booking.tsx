import { Button, Container } from "@medusajs/ui"
import { Link } from "react-router-dom"
import { EmptyState } from "../../../../../components/page-states"
import { useWords } from "../../../../../hooks/use-words"

export const NoBooking = () => {
  const { t } = useWords()
  return (
    <Container className="p-0">
      <EmptyState
        title={t("bookings.none.title")}
        text={t("bookings.none.text")}
        action={
          <Button size="small" variant="secondary" asChild>
            <Link to="/bookings/list">{t("bookings.none.back")}</Link>
          </Button>
        }
      />
    </Container>
  )
}
