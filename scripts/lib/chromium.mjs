import fs from "node:fs"
import { PlainError } from "./plain-error.mjs"

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** The browser of this machine, undefined where it has none; none is ever downloaded. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH
  if (given && !fs.existsSync(given)) throw new PlainError(`CHROMIUM_PATH names ${given}, and there is no such file.`)
  return given ?? PLACES.find((place) => fs.existsSync(place))
}

/** Also as root in a container; nothing in it talks to anybody but our servers. */
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  "--force-color-profile=srgb",
]
