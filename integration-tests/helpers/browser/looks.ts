import fs from "node:fs"
import path from "node:path"
import axe from "axe-core"
import type { Page } from "playwright-core"
import { ROOT } from "../medusa-command"

type Violation = { id: string; impact?: string | null; help: string; nodes: { html: string }[] }

/** What axe finds serious or critical in the page's own part, a line each; the sidebar around it is Medusa's. */
export async function seriousViolations(page: Page, { within = "main" }: { within?: string } = {}): Promise<string[]> {
  // A button that has just become one to press is on its way from one colour to another.
  await page.addStyleTag({ content: "*, *::before, *::after { transition: none !important }" })
  await page.evaluate(axe.source)
  const violations = await page.evaluate(async (selector) => {
    const { axe } = window as unknown as { axe: { run: (where: unknown) => Promise<{ violations: Violation[] }> } }
    return (await axe.run({ include: [[selector]] })).violations
  }, within)
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`))
}

/**
 * What can be pressed or read and lies beyond the window's edge where nothing can be scrolled to it, and the page itself
 * where it is wider than its window: a line each.
 */
export const cutOff = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    const scrolls = (element: Element | null): boolean =>
      element !== null &&
      (["auto", "scroll"].includes(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    const beyond = [
      ...document.querySelectorAll("main :is(button, a, input, h1, h2, p), [role=dialog] :is(button, a, input)"),
    ]
      .filter((element) => element.checkVisibility() && !scrolls(element.parentElement))
      .filter((element) => {
        const { right, width } = element.getBoundingClientRect()
        return width > 1 && right > clientWidth + 1
      })
      .map((element) => `beyond the edge: ${element.outerHTML.slice(0, 160)}`)
    return [...(scrollWidth > clientWidth + 1 ? [`${scrollWidth - clientWidth} px too wide`] : []), ...beyond]
  })

/** For the operator's guide; only where UPDATE_SCREENSHOTS says so, as each run's pixels differ a little. */
export async function picture(page: Page, name: string): Promise<void> {
  if (!process.env.UPDATE_SCREENSHOTS) return
  const folder = path.join(ROOT, "docs/images")
  fs.mkdirSync(folder, { recursive: true })
  await page.screenshot({ path: path.join(folder, `${name}.png`), animations: "disabled" })
}
