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
  /** Where whoever looks is; the resources may be elsewhere. */
  timezone?: string
}

const PLAIN = {
  width: 1280,
  height: 900,
  dark: false,
  language: "en",
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
} satisfies Look

type Session = Awaited<ReturnType<BrowserContext["storageState"]>>

/** What each test saw last. */
const SEEN_LAST = path.join(ROOT, ".test/browser")

/**
 * Windows of the dashboard, signed in; what goes wrong in one of them fails the test that opened it. Windows of one theme,
 * language and time zone share a browser's profile, as those of a member of staff do: loading the dashboard's scripts anew
 * takes longer than most tests.
 */
export class Desk {
  private session: Session | undefined
  private readonly profiles = new Map<string, Promise<BrowserContext>>()
  private readonly strangers: BrowserContext[] = []
  private readonly complaints: string[] = []

  constructor(
    private readonly browser: Browser,
    readonly url: string,
    readonly staff: Staff,
  ) {}

  /** A page of the dashboard, such as `/bookings/resources`, in a window of its own. */
  async open(address: string, look: Look = {}): Promise<Page> {
    const { width, height, dark, language, timezone } = { ...PLAIN, ...look }
    const key = `${dark} ${language} ${timezone}`
    if (!this.profiles.has(key)) this.profiles.set(key, this.signedIn(look))
    const page = await this.windowOf(await this.profiles.get(key)!)
    await page.setViewportSize({ width, height })
    return await this.visit(page, address)
  }

  /** The same in a browser that has never seen the dashboard, and loads it whole. */
  async openFirst(address: string): Promise<Page> {
    const context = await this.signedIn({})
    this.strangers.push(context)
    return await this.visit(await this.windowOf(context), address)
  }

  /** A window that nobody has signed in to. */
  async window(): Promise<Page> {
    const context = await this.profile(PLAIN)
    this.strangers.push(context)
    return await this.windowOf(context)
  }

  /** Closes what the test opened; throws what a page or the server complained of. */
  async tidy(testName: string): Promise<void> {
    const complaints = this.complaints.splice(0)
    const kept = await Promise.all(this.profiles.values())
    const strangers = this.strangers.splice(0)
    for (const [index, page] of [...kept, ...strangers].flatMap((context) => context.pages()).entries()) {
      fs.mkdirSync(SEEN_LAST, { recursive: true })
      const file = `${testName.replaceAll(/[^\w]+/g, "-").slice(0, 80)}-${index}.png`
      await page.screenshot({ path: path.join(SEEN_LAST, file) }).catch(() => undefined)
      // What the desk remembers of one test is not for the next.
      await page.evaluate(() => window.localStorage.clear()).catch(() => undefined)
      await page.close()
    }
    await Promise.all(strangers.map((context) => context.close()))
    if (complaints.length > 0) throw new Error(`The dashboard complained:\n${complaints.join("\n")}`)
  }

  private async visit(page: Page, address: string): Promise<Page> {
    await page.goto(`${this.url}/app${address}`)
    return page
  }

  /** A window whose complaints are heard. */
  private async windowOf(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    page.on("pageerror", (error) => this.complaints.push(error.stack ?? error.message))
    page.on("response", (response) => {
      if (response.status() >= 500) this.complaints.push(`${response.status()} ${response.url()}`)
    })
    return page
  }

  private async signedIn(look: Look): Promise<BrowserContext> {
    this.session ??= await this.signIn()
    return await this.profile({ ...PLAIN, ...look }, this.session)
  }

  private async profile(look: Required<Look>, session?: Session): Promise<BrowserContext> {
    const { width, height, dark, language, timezone } = look
    const context = await this.browser.newContext({
      viewport: { width, height },
      storageState: session,
      locale: language === "de" ? "de-DE" : "en-AU",
      timezoneId: timezone,
      reducedMotion: "reduce",
    })
    context.setDefaultTimeout(15_000)
    await context.addInitScript(
      ([lng, theme]) => {
        window.localStorage.setItem("lng", lng!)
        window.localStorage.setItem("medusa_admin_theme", theme!)
        document.cookie = `lng=${lng}`
      },
      [language, dark ? "dark" : "light"],
    )
    return context
  }

  private async signIn(): Promise<Session> {
    const context = await this.profile(PLAIN)
    await logIn(await context.newPage(), this.url, this.staff)
    const session = await context.storageState()
    await context.close()
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
