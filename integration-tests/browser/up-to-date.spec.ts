import type { Page } from "playwright-core"
import { expectOk } from "../helpers/api"
import { day } from "../helpers/build"
import { orderedBooking } from "../helpers/checkout"
import { deskSuite } from "../helpers/browser/desk-suite"
import { createVariant, linkVariant } from "../helpers/product"

const OURS = "**/admin/resource-booking/**"
/** A page reads anew every 15 seconds. */
const A_READ_MS = 20_000

deskSuite(({ desk, api, build, db, service }) => {
  let products = 0
  const booked = async (name: string, first = 0) => {
    const resource = await build.resource({ name, capacity: 2 })
    const { variant_id } = await createVariant(api, { title: `${name} up to date ${++products}` })
    await linkVariant(api, resource.id, variant_id)
    const order = await orderedBooking(api, { variant_id, start_date: day(first), end_date: day(first + 1) })
    return { resource, order }
  }

  /** Somebody comes back to a window that was left open. */
  const lookAgain = (page: Page) => page.evaluate(() => window.dispatchEvent(new Event("visibilitychange")))

  it("shows what others have done while it stays open: lists, run sheet, incidents, and beside the orders", async () => {
    const { resource, order } = await booked("Prado")
    const pages = {
      sheet: await desk.open("/bookings/run-sheet"),
      list: await desk.open("/bookings/list"),
      order: await desk.open(`/orders/${order.id}`),
      orders: await desk.open("/orders"),
      overview: await desk.open("/bookings/overview"),
    }
    await pages.sheet.locator("main").getByText("Prado").first().waitFor()
    await pages.list.getByRole("cell", { name: "Prado" }).first().waitFor()
    await pages.order.getByRole("region", { name: "Bookings" }).getByRole("link", { name: "Prado" }).waitFor()
    await pages.orders.getByText("1 out today").waitFor()
    await pages.overview.getByText(/^All clear/).waitFor()

    await build.booking({ resource, dates: [day(0)], contact: { contact_name: "Ana Souza" } })
    const [allocation] = await service.getOrderAllocations(order.id)
    const base = "/admin/resource-booking"
    expectOk(await api.admin.post(`${base}/allocations/${allocation!.id}/cancel`, { reason: "Gearbox" }))
    expectOk(await api.admin.post(`${base}/orders/${order.id}/settle`))
    await Promise.all(
      [
        pages.sheet.locator("main").getByText("Ana Souza").first(),
        pages.list.getByText("Ana Souza").first(),
        pages.order.getByText("Not booked").first(),
        pages.orders.getByText("Ana Souza").first(),
        pages.overview.getByText("An order lacks what it was sold").first(),
      ].map((seen) => seen.waitFor({ timeout: A_READ_MS })),
    )
  })

  it("counts the arrows of the run sheet from the day asked for, not from the one that is still shown", async () => {
    await booked("Prado")
    const page = await desk.open(`/bookings/run-sheet?date=${day(1)}`)
    await page.locator("main").getByText("Prado").first().waitFor()
    let answer = () => {}
    const until = new Promise<void>((resolve) => (answer = resolve))
    await page.route(`${OURS}run-sheet?date=${day(2)}*`, async (route) => {
      await until
      await route.continue()
    })
    const next = page.getByRole("button", { name: "The day after" })
    await next.click()
    await page.waitForURL((url) => url.searchParams.get("date") === day(2))
    await next.click()
    await page.waitForURL((url) => url.searchParams.get("date") === day(3))
    answer()
  })

  it("says where the last read has failed that what stands there is no longer up to date", async () => {
    const { order } = await booked("Prado")
    const pages = ["/bookings/list", "/bookings/run-sheet", "/bookings/overview", "/bookings", `/orders/${order.id}`]
    for (const address of pages) {
      const page = await desk.open(address)
      await page
        .getByText("Prado")
        .or(page.getByText(/^All clear/))
        .first()
        .waitFor({ state: "attached" })
      await page.route(OURS, (route) => route.abort())
      await lookAgain(page)
      const line = page.getByRole("status").filter({ hasText: /Not up to date since .*: The server did not answer/ })
      await line.first().waitFor({ timeout: A_READ_MS })
      await page.unroute(OURS)
      await line.first().getByRole("button", { name: "Try again" }).click()
      await line.first().waitFor({ state: "detached", timeout: A_READ_MS })
    }
  })

  it.each(["/bookings/list", "/bookings/run-sheet"])(
    "leads whose session has ended to the login: %s",
    async (address) => {
      const page = await desk.open("/bookings/resources")
      await page.getByText("No resources yet").waitFor()
      await page.route(OURS, (route) => route.fulfill({ status: 401, json: { message: "Unauthorized" } }))
      await page.goto(`${desk.url}/app${address}`)
      await page.getByText("Your session has ended").waitFor()
      const signIn = page.getByRole("link", { name: "Sign in" })
      expect(await signIn.getAttribute("href")).toMatch(/\/login$/)
    },
  )

  it("says that a second look has solved an incident, although it is gone by then", async () => {
    const { resource, order } = await booked("Troopy", 1)
    const base = "/admin/resource-booking"
    const [allocation] = await service.getOrderAllocations(order.id)
    expectOk(await api.admin.post(`${base}/allocations/${allocation!.id}/cancel`, { reason: "Gearbox" }))
    expectOk(await api.admin.post(`${base}/orders/${order.id}/settle`))
    const page = await desk.open("/bookings/overview")
    await page.getByText("An order lacks what it was sold").waitFor()
    const [line] = order.items
    const days = { start_date: day(1), end_date: day(2) }
    const ofLine = { order_id: order.id, line_item_id: line!.id }
    expectOk(await api.admin.post(`${base}/allocations`, { resource_id: resource.id, ...days, ...ofLine }))
    await page.getByRole("button", { name: "Look again" }).click()
    await page.getByText("Looked again: what is still so, stays here").first().waitFor()
    await page.getByText(/^All clear/).waitFor()
    expect(await db.query("select id from booking_incident where resolved_at is null")).toEqual([])
  })
})
