import { z } from "@medusajs/framework/zod"
import { text } from "./schemas"

const LARGEST_PAGE = 200
const LARGEST_OFFSET = 1_000_000_000

/** A whole number of a query string. */
export const queryNumber = (least: number, most: number, fallback: number) =>
  optionalNumber(least, most).unwrap().default(fallback)

export const optionalNumber = (least: number, most: number) =>
  z
    .string("must be given once")
    .regex(/^\d{1,15}$/, "must be a whole number, not negative")
    .transform(Number)
    .pipe(z.int().min(least, `must be at least ${least}`).max(most, `must be at most ${most}`))
    .optional()

/**
 * Medusa's `fields`: names choose, `-name` leaves out, `+name` and `*` add to the default, which is all of them.
 * Becomes the list of fields to show; the id always is.
 */
export const fieldsOf = <Field extends string>(known: readonly Field[]) =>
  text(2000)
    .transform((value) => value.split(",").map((name) => name.trim()))
    .superRefine((names, context) => {
      const odd = names.find((name) => name !== "*" && !known.some((field) => field === name.replace(/^[+-]/, "")))
      if (odd !== undefined) {
        context.addIssue({ code: "custom", message: `has no "${odd}": choose among ${known.join(", ")}` })
      }
    })
    .transform((names) => {
      const isChosen = names.some((name) => !/^[+*-]/.test(name))
      return known.filter(
        (field) =>
          field === "id" ||
          (!names.includes(`-${field}`) && (!isChosen || names.includes(field) || names.includes(`+${field}`))),
      )
    })
    .optional()
    .describe(
      "Names with commas between them choose what is shown, `-name` leaves out. All are shown by default, the id always.",
    )

/** `limit`, `offset`, `order` (`name`, or `-name` for descending) and `fields`, as Medusa's lists have them. */
export const page = <Field extends string, Order extends string>(
  known: readonly Field[],
  sortable: readonly Order[],
) => ({
  limit: queryNumber(1, LARGEST_PAGE, 20),
  offset: queryNumber(0, LARGEST_OFFSET, 0),
  order: z
    .enum(
      sortable.flatMap((field): (Order | `-${Order}`)[] => [field, `-${field}`]),
      `must be one of ${sortable.join(", ")}, with a minus in front for descending`,
    )
    .optional()
    .describe("A minus in front means descending."),
  fields: fieldsOf(known),
})

/** The fields of a row that were asked for, all of the known ones by default. */
export const pick = <Row extends object, Field extends string & keyof Row>(
  row: Row,
  fields: readonly Field[],
): Pick<Row, Field> => Object.fromEntries(fields.map((field) => [field, row[field]])) as Pick<Row, Field>
