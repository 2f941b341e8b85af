import type { JsonSchema } from "./json-schema"

/** The part of OpenAPI 3.1 that our document has. */
export type Parameter = {
  name: string
  in: "path" | "query" | "header"
  required: boolean
  description?: string
  schema: JsonSchema
  example?: unknown
}
export type Content = Record<string, { schema: JsonSchema; example?: unknown }>
export type Response = { description: string; headers?: Record<string, object>; content: Content }
export type Operation = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security: Record<string, []>[]
  parameters?: Parameter[]
  requestBody?: { required: boolean; content: Content }
  responses: Record<string, Response | { $ref: string }>
}
export type OpenApi = {
  openapi: string
  info: { title: string; version: string; description: string }
  tags: { name: string }[]
  paths: Record<string, Record<string, Operation>>
  "x-any-route": Record<string, { $ref: string }>
  components: {
    securitySchemes: Record<string, object>
    responses: Record<string, Response>
    schemas: Record<string, JsonSchema>
  }
}
