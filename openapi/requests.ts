import type { z } from "@medusajs/framework/zod"
import middlewares from "../src/api/middlewares"
import type { Validation } from "../src/api/lib/validate"
import type { Method } from "./route"

const validationsOf = (method: Method, path: string): Validation[] =>
  (middlewares.routes ?? [])
    .filter(({ matcher, methods }) => matcher === path && methods?.includes(method))
    .flatMap(({ middlewares = [] }) => middlewares)
    .flatMap((middleware) => ("validation" in middleware ? [middleware.validation as Validation] : []))

/** What the route's own middlewares hold a request against; a part that is missing is not looked at. */
export const requestOf = (method: Method, path: string): { query?: z.ZodObject; body?: z.ZodObject } =>
  Object.fromEntries(validationsOf(method, path).map(({ part, schema }) => [part, schema as z.ZodObject]))
