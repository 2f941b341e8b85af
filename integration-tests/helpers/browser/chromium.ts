import { chromium, type Browser } from "playwright-core"

/** Headless, the browser of this machine; who has none is told what to do. */
export async function startChromium(): Promise<Browser> {
  const { findChromium, CHROMIUM_ARGS } = await import("../../../scripts/lib/chromium.mjs")
  const executablePath = findChromium() as string | undefined
  if (!executablePath) {
    throw new Error(
      "The browser tests need Chromium or Chrome, and none was found: install it (on Debian: apt-get install chromium) " +
        "or say where it is with CHROMIUM_PATH.",
    )
  }
  return await chromium.launch({ executablePath, args: CHROMIUM_ARGS as string[] })
}
