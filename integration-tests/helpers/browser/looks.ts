import fs from "node:fs"
import path from "node:path"
import axe from "axe-core"
import type { Page } from "playwright-core"
import { ROOT } from "../medusa-command"

type Violation = { id: string; impact?: string | null; help: string; nodes: { html: string }[] }

/**
 * What axe finds serious or critical, a line each. Colour contrast in Medusa's own components is Medusa's; in ours it
 * counts, as everything else does everywhere on the page.
 */
export async function seriousViolations(page: Page, { within = "main" }: { within?: string } = {}): Promise<string[]> {
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: { run: (where: unknown) => Promise<{ violations: Violation[] }> } }
    return (await axe.run({ include: [[selector]] })).violations
  }, within)
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
}

/** How many pixels the page is wider than its window; 0 where nothing is cut off or overlaps the edge. */
export const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    return Math.max(0, scrollWidth - clientWidth)
  })

/** For the operator's guide; only where UPDATE_SCREENSHOTS says so, as each run's pixels differ a little. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS) return
  const folder = path.join(ROOT, "docs/images")
  fs.mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" })
}
