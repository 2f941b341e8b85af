import fs from "node:fs"
import path from "node:path"
import type { Browser, BrowserContext, Page } from "playwright-core"
import { ROOT } from "../medusa-command"
import type { Staff } from "./staff"

export type Look = {
  width?: number
  height?: number
  dark?: boolean
  language?: "en" | "de"
}

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>

/** What each test saw last. */
const SEEN_LAST = path.join(ROOT, ".test/browser")

/** Windows of the dashboard, signed in; what goes wrong in one of them fails the test that opened it. */
export class Desk {
  private session: Session | undefined
  private contexts: BrowserContext[] = []
  private complaints: string[] = []

  constructor(
    private readonly browser: Browser,
    readonly url: string,
    readonly staff: Staff,
  ) {}

  /** A page of the dashboard, such as `/bookings/resources`, in a window of its own. */
  async open(address: string, look: Look = {}): Promise<Page> {
    this.session ??= await this.signIn()
    const page = await this.window(look, this.session)
    await page.goto(`${this.url}/app${address}`)
    return page
  }

  /** A window that nobody has signed in to. */
  async window({ width = 1280, height = 900, dark = false, language = "en" }: Look = {}, session?: Session) {
    const context = await this.browser.newContext({
      viewport: { width, height },
      storageState: session,
      locale: language === "de" ? "de-DE" : "en-AU",
      reducedMotion: "reduce",
    })
    this.contexts.push(context)
    context.setDefaultTimeout(15_000)
    await context.addInitScript(
      ([lng, theme]) => {
        window.localStorage.setItem("lng", lng!)
        window.localStorage.setItem("medusa_admin_theme", theme!)
        document.cookie = `lng=${lng}`
      },
      [language, dark ? "dark" : "light"],
    )
    const page = await context.newPage()
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message))
    page.on("response", (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`)
    })
    return page
  }

  /** Closes what the test opened; throws what a page or the server complained of. */
  async tidy(testName: string): Promise<void> {
    const complaints = this.complaints.splice(0)
    for (const [index, page] of this.contexts.flatMap((context) => context.pages()).entries()) {
      fs.mkdirSync(SEEN_LAST, { recursive: true })
      const file = `${testName.replaceAll(/[^\w]+/g, "-").slice(0, 80)}-${index}.png`
      await page.screenshot({ path: path.join(SEEN_LAST, file) }).catch(() => undefined)
    }
    await Promise.all(this.contexts.splice(0).map((context) => context.close()))
    if (complaints.length > 0) throw new Error(`The dashboard complained:\n${complaints.join("\n")}`)
  }

  private async signIn(): Promise<Session> {
    const page = await this.window()
    await logIn(page, this.url, this.staff)
    const session = await page.context().storageState()
    await this.contexts.pop()!.close()
    return session
  }
}

/** As a person does it; ends when the dashboard is there. */
export async function logIn(page: Page, url: string, { email, password }: Staff): Promise<void> {
  await page.goto(`${url}/app/login`)
  await page.locator("input[name=email]").fill(email)
  await page.locator("input[name=password]").fill(password)
  await page.locator("button[type=submit]").click()
  await page.waitForURL((address) => !address.pathname.endsWith("/login"))
}
