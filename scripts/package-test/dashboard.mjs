import assert from "node:assert/strict"
import path from "node:path"
import { chromium } from "playwright-core"
import { CHROMIUM_ARGS } from "../lib/chromium.mjs"
import { medusaCli, startShop } from "./shop.mjs"

/** As merchants deploy: `medusa build`, and the start from what it has made. */
export const buildDashboard = ({ app, env, medusa }) => medusa(["build"], withDashboard({ app, env }))

const withDashboard = ({ env }) => ({ ...env, DASHBOARD: "true" })

/** Our pages are in the sidebar and open, and our widget stands on a page of Medusa's own; nothing throws in them. */
export async function assertDashboard({ app, env }, { admin_token, product_id }, executablePath) {
  const server = await startShop(path.join(app, ".medusa/server"), withDashboard({ env }), medusaCli(app))
  const browser = await chromium.launch({ executablePath, args: CHROMIUM_ARGS })
  try {
    const { page, complaints } = await signedIn(browser, server.url, admin_token)
    await page.goto(`${server.url}/app/bookings/resources`)
    await page.getByRole("link", { name: "Run sheet" }).first().waitFor()
    await page.getByRole("row").getByText("Prado").waitFor()
    await page.goto(`${server.url}/app/bookings`)
    await page.getByRole("grid").getByText("Prado").waitFor()
    await page.goto(`${server.url}/app/bookings/overview`)
    await page.getByRole("heading", { name: "Overview" }).waitFor()
    await page.goto(`${server.url}/app/products/${product_id}`)
    await page.getByRole("region", { name: "Sells dates" }).getByText("Price per day").waitFor()
    assert.deepEqual(complaints, [])
  } finally {
    await browser.close()
    await server.stop()
  }
}

/** A window with the session that the sign-in form would have made. */
async function signedIn(browser, url, token) {
  const context = await browser.newContext({ locale: "en-AU", viewport: { width: 1280, height: 900 } })
  context.setDefaultTimeout(30_000)
  const session = await context.request.post(`${url}/auth/session`, { headers: { authorization: `Bearer ${token}` } })
  assert.equal(session.status(), 200, `no session: ${await session.text()}`)
  const page = await context.newPage()
  const complaints = []
  page.on("pageerror", (error) => complaints.push(error.stack ?? error.message))
  page.on("response", (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()} ${response.url()}`)
  })
  return { page, complaints }
}
