import { wordsOfHold } from "../../../../../components/booking/words-schema"
import { useBooking } from "../../../../../hooks/use-booking"
import { useWords } from "../../../../../hooks/use-words"

/** A booking goes by its customer: its id is for machines. */
export const BookingName = ({ id }: { id: string }) => {
  const { t } = useWords()
  const { data } = useBooking(id)
  const words = data?.live[0] ?? data?.over.at(-1) ?? (data?.holds[0] && wordsOfHold(data.holds[0]))
  return <>{words?.contact_name ?? words?.contact_email ?? t("bookings.detail.title")}</>
}
