import type { MedusaNextFunction, MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { z } from "@medusajs/framework/zod"
import { invalidData } from "../../modules/resource_booking/errors"
import { sendBookingError } from "./booking-error-response"

const fieldOf = (issue: z.core.$ZodIssue): string => {
  const path = issue.path
    .map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? String(key) : `.${String(key)}`))
    .join("")
  return issue.code === "unrecognized_keys" ? [path, issue.keys[0]].filter(Boolean).join(".") : path
}

/** The first mistake in words, all of them in `details`. Core's own validation would lose the code and the field. */
const fault = (error: z.ZodError) => {
  const mistakes = error.issues.map((issue) => {
    const field = fieldOf(issue)
    const message = issue.code === "unrecognized_keys" ? "is not a field of this request" : issue.message
    return { field, message: field ? `${field}: ${message}` : message }
  })
  return invalidData(mistakes[0]!.field, mistakes[0]!.message, mistakes.length > 1 ? { mistakes } : undefined)
}

/** What a middleware of ours holds requests against: the OpenAPI document is written from these very schemas. */
export type Validation = { part: "body" | "query"; schema: z.ZodType }

const validate = (schema: z.ZodType, part: Validation["part"]) => {
  const middleware = (req: MedusaRequest, res: MedusaResponse, next: MedusaNextFunction) => {
    const result = schema.safeParse(req[part] ?? {})
    if (!result.success) {
      sendBookingError(res, fault(result.error))
      return
    }
    if (part === "body") {
      req.validatedBody = result.data
    } else {
      req.validatedQuery = result.data as Record<string, unknown>
    }
    next()
  }
  return Object.assign(middleware, { validation: { part, schema } satisfies Validation })
}

export const validateBody = (schema: z.ZodType) => validate(schema, "body")
export const validateQuery = (schema: z.ZodType) => validate(schema, "query")
