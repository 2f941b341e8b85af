import http from "node:http"

/** The members that replies of ours and of Medusa's may have; name others with the type parameter. */
export type Body = Record<string, unknown>
export interface ErrorBody {
  type: string
  code: string
  message: string
  details?: Record<string, unknown>
}

export interface Reply<T = Body> {
  status: number
  headers: http.IncomingHttpHeaders
  /** The parsed JSON, or `{}` where there was none. */
  body: T
  /** The body read as an error: every member is undefined where it is none. */
  error: ErrorBody
}

export type Headers = Record<string, string>

/** A request and what came of it. */
export interface SentRequest {
  method: string
  path: string
  request?: unknown
  status: number
  headers: http.IncomingHttpHeaders
  body: unknown
}
export type OnReply = (sent: SentRequest) => void

/**
 * Sends JSON, as many requests at once as asked, each on a socket of its own: a kept one may be closed by a server at
 * the moment of its use, and a volley would count that as a broken answer. Whatever the server answers is a reply and never an
 * exception; only a connection that breaks before the answer rejects, and `onReply` where it throws.
 */
export class HttpClient {
  private static readonly agent = new http.Agent({ keepAlive: false, maxSockets: Infinity })

  constructor(
    readonly baseUrl: string,
    private readonly headers: Headers = {},
    private readonly onReply: OnReply = () => {},
  ) {}

  with(headers: Headers): HttpClient {
    return new HttpClient(this.baseUrl, { ...this.headers, ...headers }, this.onReply)
  }

  get<T = Body>(path: string, headers?: Headers) {
    return this.send<T>("GET", path, undefined, headers)
  }

  post<T = Body>(path: string, body?: unknown, headers?: Headers) {
    return this.send<T>("POST", path, body, headers)
  }

  put<T = Body>(path: string, body?: unknown, headers?: Headers) {
    return this.send<T>("PUT", path, body, headers)
  }

  delete<T = Body>(path: string, headers?: Headers) {
    return this.send<T>("DELETE", path, undefined, headers)
  }

  /** A string goes out as it is, so that a test can send what is not JSON. */
  async send<T>(method: string, path: string, body?: unknown, headers: Headers = {}): Promise<Reply<T>> {
    const text = body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body)
    const reply = await this.exchange(method, path, text, {
      ...this.headers,
      ...(text === undefined
        ? {}
        : { "content-type": "application/json", "content-length": `${Buffer.byteLength(text)}` }),
      ...headers,
    })
    this.onReply({ method, path, request: body, ...reply })
    return { ...reply, body: reply.body as T, error: reply.body as ErrorBody }
  }

  private exchange(method: string, path: string, text: string | undefined, headers: Headers) {
    return new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: unknown }>((resolve, reject) => {
      const request = http.request(
        new URL(path, this.baseUrl),
        { method, headers, agent: HttpClient.agent },
        (response) => {
          let received = ""
          response.setEncoding("utf8")
          response.on("data", (chunk: string) => (received += chunk))
          response.on("error", reject)
          response.on("end", () =>
            resolve({ status: response.statusCode!, headers: response.headers, body: parsed(received) }),
          )
        },
      )
      request.on("error", reject)
      request.end(text)
    })
  }
}

function parsed(text: string): unknown {
  if (!text) return {}
  try {
    return JSON.parse(text)
  } catch {
    return { text }
  }
}
