/** A failure the reader can act on: its message is one sentence, and no stack trace is shown for it. */
export class PlainError extends Error {
  name = "PlainError"
}
