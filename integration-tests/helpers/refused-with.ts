import type { BookingErrorCode } from "../../src/modules/resource_booking/errors"

/** The call ends with a refusal of this code, and at least these details. */
export async function refusedWith(call: Promise<unknown>, code: BookingErrorCode, details?: object): Promise<void> {
  await expect(call).rejects.toMatchObject(details ? { code, details } : { code })
}
