import http from "node:http"
import { recorded } from "./recorded.mjs"

const ANSWER_TIMEOUT_MS = 60_000
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity })

/** Somebody who talks to the shop through its proxy, every call of whom is in the history. */
export class Client {
  constructor({ name, url, headers, history }) {
    Object.assign(this, { name, url, headers, history })
  }

  /**
   * Sends one request and answers `{ status, body }`; `status` is null where no reply came, and nobody knows what has
   * become of the request. `request` is what of it matters to a reader of the history.
   */
  async call(verb, method, path, { body, headers = {}, request = {} } = {}) {
    const sent_at = this.history.now()
    const reply = await exchange(this.url, method, path, { ...this.headers, ...headers }, body)
    const { status } = reply
    const line = { client: this.name, verb, sent_at, done_at: this.history.now(), request, status }
    this.history.write({ ...line, reply: status === null ? null : recorded(reply) })
    return reply
  }
}

/** One request and its answer, whatever it is. */
export function exchange(url, method, path, headers, body, timeoutMs = ANSWER_TIMEOUT_MS) {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const sized = { "content-type": "application/json", "content-length": Buffer.byteLength(text ?? "") }
  return new Promise((resolve) => {
    const lost = (error) => resolve({ status: null, body: { code: error.code ?? error.message } })
    const options = { method, agent, headers: text === undefined ? headers : { ...headers, ...sized } }
    const sent = http.request(new URL(path, url), options, (response) => {
      let received = ""
      response.setEncoding("utf8").on("data", (chunk) => (received += chunk))
      response.on("error", lost)
      response.on("end", () => resolve({ status: response.statusCode, body: parsed(received) }))
    })
    sent.setTimeout(timeoutMs, () => sent.destroy(new Error("no answer in time")))
    sent.on("error", lost)
    sent.end(text)
  })
}

function parsed(text) {
  try {
    return JSON.parse(text)
  } catch {
    return { text: text.slice(0, 500) }
  }
}
