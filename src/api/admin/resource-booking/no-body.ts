import { z } from "@medusajs/framework/zod"
import { validateBody, validateQuery } from "../../lib/validate"

/** For verbs that take nothing but their path: a field that is sent is a misunderstanding worth telling. */
export const noBody = validateBody(z.strictObject({}))
export const noQuery = validateQuery(z.strictObject({}))
