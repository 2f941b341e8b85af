import { z } from "@medusajs/framework/zod"

export const text = z.string()
export const count = z.int().min(0)
export const day = z.string().meta({ format: "date" })
export const moment = z.string().meta({ format: "date-time" })
export const json = z.record(z.string(), z.unknown())

/** What every list says beside its rows. */
export const page = { count: count.describe("Of all pages together."), limit: count, offset: count }

/** The rows of lists: `fields` chooses what they show, the id always is. */
export const chosenOf = <Shape extends z.core.$ZodShape>(shape: Shape) => z.strictObject(shape).partial()
