import { Refusal, type RefusalBody } from "./refusal"

/** A list is sent as `key=a&key=b`; what is undefined, null or an empty text is left out. */
export type Query = Record<string, string | number | boolean | readonly string[] | null | undefined>
type Sent = { query?: Query; body?: unknown; signal?: AbortSignal; headers?: Record<string, string> }

/** All of ours: paths given to `bookingApi` begin behind this. */
const OURS = "/admin/resource-booking"

const call = async (method: string, path: string, { query, body, signal, headers }: Sent = {}): Promise<Response> => {
  const response = await fetch(addressOf(path, query), {
    method,
    signal,
    ...signedIn(),
    headers: {
      accept: "application/json",
      ...(body === undefined ? {} : { "content-type": "application/json" }),
      ...authorization(),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  if (response.ok) return response
  throw new Refusal(response.status, (await response.json().catch(() => ({}))) as RefusalBody)
}

const json = async <T>(response: Promise<Response>) => (await (await response).json()) as T

/**
 * The JS SDK would do but for one thing: of a refusal it keeps the message and drops the code and the details, which
 * are what the desk shows.
 */
export const bookingApi = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) => json<T>(call("GET", OURS + path, { query, signal })),
  post: <T>(path: string, body: unknown = {}, headers?: Record<string, string>) =>
    json<T>(call("POST", OURS + path, { body, headers })),
  delete: <T>(path: string) => json<T>(call("DELETE", OURS + path)),
}

/** A file, such as the CSV of the bookings, and whether it is cut short. */
export const readFile = async (path: string, query?: Query) => {
  const response = await call("GET", OURS + path, { query })
  return { file: await response.blob(), truncated: response.headers.get("x-truncated") === "true" }
}

const addressOf = (path: string, query: Query = {}): string => {
  const base = new URL(typeof __BACKEND_URL__ === "undefined" ? "/" : __BACKEND_URL__, window.location.origin)
  const address = new URL(base.pathname.replace(/\/$/, "") + path, base.origin)
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue
    for (const each of [value].flat()) address.searchParams.append(key, String(each))
  }
  return address.toString()
}

const bySession = () => typeof __AUTH_TYPE__ === "undefined" || __AUTH_TYPE__ === "session"

const signedIn = (): RequestInit => ({ credentials: bySession() ? "include" : "omit" })

const authorization = (): Record<string, string> => {
  if (bySession()) return {}
  const key = (typeof __JWT_TOKEN_STORAGE_KEY__ === "undefined" ? "" : __JWT_TOKEN_STORAGE_KEY__) || "medusa_auth_token"
  const token = window.localStorage.getItem(key)
  return token ? { authorization: `Bearer ${token}` } : {}
}
