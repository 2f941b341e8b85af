import { zodResolver } from "@hookform/resolvers/zod"
import { toast } from "@medusajs/ui"
import { useState } from "react"
import { useForm } from "react-hook-form"
import { ulid } from "ulid"
import { usePlaceStaffBooking } from "../../hooks/use-allocations"
import { usePlaceStaffHold } from "../../hooks/use-holds"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
import { FormModal } from "../form-modal"
import { RefusalAlert } from "../refusal-alert"
import { ClaimFields } from "./claim-fields"
import {
  bookingInputOf,
  claimDefaults,
  claimSchema,
  holdInputOf,
  type ClaimKind,
  type ClaimStart,
  type ClaimValues,
} from "./claim-schema"
import { ContactFields } from "./contact-fields"
import { HoldLength } from "./hold-length"

type StaffClaimFormProps = { kind: ClaimKind; start?: ClaimStart; onPlaced: (bookingId: string) => void }

/** A staff booking or a staff hold, for one resource or several, all or none. To stand in a focus modal. */
export const StaffClaimForm = ({ kind, start = {}, onPlaced }: StaffClaimFormProps) => {
  const { t } = useWords()
  const place = usePlace(kind)
  const form = useForm<ClaimValues>({ defaultValues: claimDefaults(start), resolver: zodResolver(claimSchema(t)) })
  const submit = form.handleSubmit((values) =>
    place.send(values).then(
      ({ booking_id }) => {
        toast.success(t(kind === "booking" ? "bookings.form.booked" : "bookings.form.held"))
        onPlaced(booking_id)
      },
      (error: unknown) => void showFieldMistake(error, form),
    ),
  )
  return (
    <FormModal
      form={form}
      onSubmit={submit}
      title={t(`bookings.form.${kind}.title`)}
      text={t(`bookings.form.${kind}.text`)}
      submit={t(`bookings.form.${kind}.send`)}
      isBusy={place.isPending}
    >
      <ClaimFields form={form} mayBePast={kind === "booking"} />
      <RefusalAlert error={place.error} />
      {kind === "hold" && <HoldLength control={form.control} />}
      <ContactFields control={form.control} />
    </FormModal>
  )
}

/** One token as long as the form is open: sent twice, it is booked once. */
const usePlace = (kind: ClaimKind) => {
  const [token] = useState(() => `desk-${ulid()}`)
  const book = usePlaceStaffBooking()
  const hold = usePlaceStaffHold()
  return kind === "booking"
    ? { ...state(book), send: (values: ClaimValues) => book.mutateAsync(bookingInputOf(values, token)) }
    : { ...state(hold), send: (values: ClaimValues) => hold.mutateAsync(holdInputOf(values, token)) }
}

const state = ({ error, isPending }: { error: Error | null; isPending: boolean }) => ({ error, isPending })
