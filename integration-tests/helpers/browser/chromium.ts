import fs from "node:fs"
import { chromium, type Browser } from "playwright-core"

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** The browser of this machine; none is ever downloaded. */
export function chromiumPath(): string {
  const given = process.env.CHROMIUM_PATH
  if (given && !fs.existsSync(given)) throw new Error(`CHROMIUM_PATH names ${given}, and there is no such file.`)
  const found = given ?? PLACES.find((place) => fs.existsSync(place))
  if (found) return found
  throw new Error(
    "The browser tests need Chromium or Chrome, and none was found: install it (on Debian: apt-get install chromium) " +
      "or say where it is with CHROMIUM_PATH.",
  )
}

/** Headless, also as root in a container; nothing in it talks to anybody but the tests' server. */
export const startChromium = (): Promise<Browser> =>
  chromium.launch({
    executablePath: chromiumPath(),
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--force-color-profile=srgb",
    ],
  })
