import type { SoldResource } from "./what-variants-sell"

/** Units that a line of this quantity takes of a resource on each of its dates. */
export const unitsTaken = ({ per, units }: Pick<SoldResource, "per" | "units">, quantity: number): number =>
  per === "BOOKING" ? units : units * quantity
