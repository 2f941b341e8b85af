import assert from "node:assert/strict"
import { lastLines } from "../lib/command.mjs"

/** A client that insists on a status; a failure shows the answer and the shop's last lines. */
export function client(base, headers, said) {
  return async (status, method, target, body) => {
    const response = await fetch(`${base}${target}`, {
      method,
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      body: body && JSON.stringify(body),
    })
    const text = await response.text()
    assert.equal(
      response.status,
      status,
      `${method} ${target} answered ${response.status}: ${text.slice(0, 500)}\n${lastLines(said(), 15)}`,
    )
    return text.startsWith("{") ? JSON.parse(text) : text
  }
}

export const storeClient = ({ url, said }, { publishable_key }) =>
  client(`${url}/store`, { "x-publishable-api-key": publishable_key }, said)

export const adminClient = ({ url, said }, { admin_token }) =>
  client(`${url}/admin`, { authorization: `Bearer ${admin_token}` }, said)
