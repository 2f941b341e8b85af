import { PlainError } from "../lib/plain-error.mjs"
import { portTrouble } from "../lib/ports.mjs"

/** PORT, or 9000. */
export function chosenPort(given = process.env.PORT) {
  const port = Number(given || 9000)
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new PlainError(`PORT must be a number from 1 to 65535, not "${given}".`)
  }
  return port
}

export async function assertPortFree(port) {
  // Medusa listens on every address; some systems let that pass beside a listener on localhost.
  const code = (await portTrouble(port)) ?? (await portTrouble(port, "localhost"))
  if (code === "EADDRINUSE") throw portTaken(port)
  if (code)
    throw new PlainError(`Port ${port} cannot be opened (${code}): choose another, for example PORT=9100 npm run demo.`)
}

export function portTaken(port) {
  return new PlainError(
    `Port ${port} is taken by another program: stop it, or choose another port, for example PORT=${port + 100} npm run demo.`,
  )
}
