import fc from "fast-check"
import type { Operation, Parameter } from "../../../openapi/open-api"
import type { Headers } from "../../helpers/http-client"
import { bodyOf, valueOf } from "./from-schema"
import { hostileName, hostileText } from "./hostile"
import { known, type Known } from "./known"

export interface HostileRequest {
  method: string
  path: string
  headers: Headers
  /** Text as it goes out; undefined where there is no body. */
  body?: string
  /** Whose request it is: a guest's or a signed-in customer's (staff's below /admin), or one without key and token. */
  by: "guest" | "customer" | "nobody"
}

// Node itself refuses to send others, or a head of more than 16 kB.
const asHeader = (text: string) => text.replaceAll(/[^\t\x20-\x7e\xa0-\xff]/g, "?").slice(0, 2_000)
const asPart = (text: string) => encodeURIComponent(Buffer.from(text).toString()).slice(0, 3_000)

const BROKEN_PARTS = ["%ED%A0%80", "%00", "%", "%ff", "..%2f", "a%20b", ";a=b"]

/** `{id}` is the id of what its path names: `…/holds/{id}` of a hold. */
const idOf = (path: string, name: string): fc.Arbitrary<string> => {
  const noun = path.split(`/{${name}}`)[0]!.split("/").at(-1)!.replace(/s$/, "")
  const kind = (name === "id" ? `${noun}_id` : name) as Known
  return fc.oneof(
    { weight: 5, arbitrary: known(kind) },
    { weight: 1, arbitrary: known() },
    { weight: 1, arbitrary: known(`others_${kind}` as Known) },
    { weight: 2, arbitrary: hostileText.map(asPart).filter((part) => part !== "") },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_PARTS) },
  )
}

const pathOf = (path: string): fc.Arbitrary<string> => {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!)
  return fc
    .tuple(...names.map((name) => idOf(path, name)))
    .map((ids) => ids.reduce((target, id, i) => target.replace(`{${names[i]}}`, () => id), path))
}

const queryOf = (parameters: Parameter[]): fc.Arbitrary<string> => {
  const one = (name: string, value: unknown) =>
    [value]
      .flat()
      .map((part) => `${asPart(name)}=${asMarked(typeof part === "string" ? part : JSON.stringify(part ?? ""))}`)
  const named = parameters.map(({ name, schema, required }) => {
    const given = valueOf(schema, name).map((value) => one(name, value))
    return required
      ? fc.oneof({ weight: 9, arbitrary: given }, { weight: 1, arbitrary: fc.constant([]) })
      : fc.oneof(fc.constant([]), given)
  })
  const odd = fc.oneof(
    { weight: 6, arbitrary: fc.constant<string[]>([]) },
    { weight: 1, arbitrary: fc.tuple(hostileName, hostileText).map(([name, text]) => one(name, text)) },
    { weight: 1, arbitrary: fc.constantFrom(["__proto__[polluted]=1"], ["constructor[prototype][polluted]=1"]) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...parameters.map(({ name }) => name), "x").map((name) => [`${name}=1`, `${name}=2`]),
    },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom(...parameters.map(({ name }) => name), "x")
        .map((name) => [`${name}[a][b]=1`, `${name}[]=2`]),
    },
  )
  return fc.tuple(...named, odd).map((parts) => parts.flat().join("&"))
}

/** Encoded but for the stand-ins of ids. */
const asMarked = (text: string) => (text.startsWith("@{") ? text : asPart(text))

/** Anything that somebody may send to a route of the document. */
export function requestsTo(method: string, path: string, operation: Operation): fc.Arbitrary<HostileRequest> {
  const parameters = operation.parameters ?? []
  const schema = operation.requestBody?.content["application/json"]?.schema
  const body = schema ? bodyOf(schema).map((value) => JSON.stringify(value)) : fc.constant(undefined)
  const token = fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 2, arbitrary: fc.constantFrom("token-0001", "token-0002").map((key) => ({ "idempotency-key": key })) },
    { weight: 2, arbitrary: hostileText.map((text) => ({ "idempotency-key": asHeader(text) })) },
  )
  const query = queryOf(parameters.filter((one) => one.in === "query"))
  const by = fc.constantFrom<HostileRequest["by"][]>(
    "guest",
    "guest",
    "guest",
    "customer",
    "customer",
    "customer",
    "nobody",
  )
  return fc.tuple(pathOf(path), query, token, body, by).map(([target, asked, headers, sent, by]) => ({
    by,
    method,
    path: asked ? `${target}?${asked}` : target,
    headers: headers as Headers,
    body: sent,
  }))
}
