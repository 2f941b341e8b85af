import { useWords } from "../../../../hooks/use-words"

export const useNewLinks = () => {
  const { t } = useWords()
  return [
    { label: t("bookings.form.hold.title"), to: "/bookings/list/hold" },
    { label: t("bookings.form.booking.title"), to: "/bookings/list/book" },
  ]
}
