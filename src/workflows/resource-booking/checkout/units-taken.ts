import type { LineTerms } from "../../../modules/resource_booking/types"

/** Units that a line of this quantity takes of a resource on each of its dates. */
export const unitsTaken = ({ per, units }: LineTerms, quantity: number): number =>
  per === "BOOKING" ? units : units * quantity
