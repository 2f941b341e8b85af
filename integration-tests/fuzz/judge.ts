import type { Reply } from "../helpers/http-client"
import { STATUS_BY_CODE } from "../../src/modules/resource_booking/errors"
import type { HostileRequest } from "./requests/of-route"
import { SECRETS } from "./world"

const isUndecodable = (path: string) => {
  try {
    return decodeURI(path.split("?")[0]!) === ""
  } catch {
    return true
  }
}

/** Answers of Medusa itself, from before our routes, which have no code of ours. Each with what makes it. */
const CORES_OWN: { status: number; message: RegExp; to?: (path: string) => boolean; because: string }[] = [
  {
    status: 400,
    message: /JSON|Unexpected|not valid/i,
    because: "the body is no JSON: express reads it before any route",
  },
  { status: 400, message: /publishable/i, because: "a storefront without its key gets no further" },
  { status: 401, message: /^Unauthorized$/, because: "staff are asked who they are before anything else" },
  { status: 404, message: /^Cannot |^$/, because: "there is no such route" },
  { status: 413, message: /too large/i, because: "the body is larger than Medusa's limit" },
  {
    status: 500,
    message: /./,
    to: (path) => path.startsWith("/admin") && isUndecodable(path),
    because: "the dashboard's route below /admin decodes every path before anybody, see src/api/lib/odd-path.ts",
  },
]

const isCores = (path: string, status: number, message: unknown) =>
  CORES_OWN.some(
    (one) => one.status === status && one.message.test(String(message ?? "")) && (one.to === undefined || one.to(path)),
  )

/** What only a server's inside has: our SQL, the driver's words, a stack, a file. */
const INSIDE = [
  /\brb_[a-z_]+_\d\b/,
  /\b(select|insert into|update)\b .+ \b(from|values|set)\b/i,
  /violates \w+(-\w+)? constraint|syntax error at|invalid input syntax|relation ".+" does not|column ".+" does not/i,
  /node_modules|\\n\s+at .+:\d+:\d+|\.(ts|js|mjs):\d+|DriverException|QueryFailed|mikro|knex/i,
]

/** What is wrong with an answer beyond what docs/openapi.json says of it, which is checked of each already. */
export function faultOfAnswer({ method, path }: HostileRequest, { status, body, headers }: Reply): string | undefined {
  const text = JSON.stringify(body)
  if (status < 400) return leakIn(path, text)
  const { type, code, message } = body as Record<string, unknown>
  if (status >= 500 && !(status === 503 && headers["retry-after"]) && !isCores(path, status, message))
    return `a ${status}`
  if (typeof code === "string" && code in STATUS_BY_CODE) {
    if (STATUS_BY_CODE[code as keyof typeof STATUS_BY_CODE] !== status) return `${code} with ${status}`
    if (typeof type !== "string" || typeof message !== "string" || message === "") return "a refusal without words"
  } else if (!isCores(path, status, message)) {
    return `an answer that is neither ours nor one of core's: ${method} ${status}`
  }
  return leakIn(path, text) ?? INSIDE.find((inside) => inside.test(text))?.source
}

/** Staff may see everything; a storefront nothing of others. */
const leakIn = (path: string, text: string): string | undefined =>
  path.startsWith("/store") ? SECRETS.find((secret) => text.includes(secret)) : undefined
