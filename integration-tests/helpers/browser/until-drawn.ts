import type { Page } from "playwright-core"

/**
 * Milliseconds from the beginning of a page, or from a click on a link of it, until everything of `selectors` is there
 * and painted. Measured in the page by its own clock: what the test's process does meanwhile does not count.
 */
export const sinceOpened = (page: Page, selectors: string[]): Promise<number> => page.evaluate(drawn, { selectors })

export const sinceClick = (page: Page, link: string, selectors: string[]): Promise<number> =>
  page.evaluate(drawn, { selectors, link })

/** Runs in the page. */
const drawn = ({ selectors, link }: { selectors: string[]; link?: string }): Promise<number> => {
  const begun = link === undefined ? 0 : performance.now()
  if (link !== undefined) document.querySelector<HTMLElement>(link)!.click()
  return new Promise((resolve) => {
    const look = () => {
      if (!selectors.every((selector) => document.querySelector(selector))) return false
      // The frame after the next: then what was just put into the page is on the screen.
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - begun)))
      return true
    }
    if (look()) return
    const observer = new MutationObserver(() => look() && observer.disconnect())
    observer.observe(document, { childList: true, subtree: true })
  })
}
