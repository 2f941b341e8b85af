import { zodResolver } from "@hookform/resolvers/zod"
import { KeyboundForm, RouteFocusModal } from "@medusajs/dashboard/components"
import { Button, Heading, Text, toast } from "@medusajs/ui"
import { useState } from "react"
import { useForm } from "react-hook-form"
import { ulid } from "ulid"
import { usePlaceStaffBooking } from "../../hooks/use-allocations"
import { usePlaceStaffHold } from "../../hooks/use-holds"
import { useWords } from "../../hooks/use-words"
import { showFieldMistake } from "../../lib/form"
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
    <RouteFocusModal.Form form={form}>
      <KeyboundForm onSubmit={(event) => void submit(event)} className="flex size-full flex-col overflow-hidden">
        <RouteFocusModal.Header />
        <RouteFocusModal.Body className="flex flex-1 flex-col items-center overflow-auto px-4 py-8 sm:py-16">
          <div className="flex w-full max-w-[720px] flex-col gap-y-8">
            <div>
              <RouteFocusModal.Title asChild>
                <Heading>{t(`bookings.form.${kind}.title`)}</Heading>
              </RouteFocusModal.Title>
              <RouteFocusModal.Description asChild>
                <Text size="small" className="text-ui-fg-subtle">
                  {t(`bookings.form.${kind}.text`)}
                </Text>
              </RouteFocusModal.Description>
            </div>
            <ClaimFields form={form} mayBePast={kind === "booking"} />
            <RefusalAlert error={place.error} />
            {kind === "hold" && <HoldLength control={form.control} />}
            <ContactFields control={form.control} />
          </div>
        </RouteFocusModal.Body>
        <RouteFocusModal.Footer>
          <RouteFocusModal.Close asChild>
            <Button size="small" variant="secondary">
              {t("common.cancel")}
            </Button>
          </RouteFocusModal.Close>
          <Button size="small" type="submit" isLoading={place.isPending}>
            {t(`bookings.form.${kind}.send`)}
          </Button>
        </RouteFocusModal.Footer>
      </KeyboundForm>
    </RouteFocusModal.Form>
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
