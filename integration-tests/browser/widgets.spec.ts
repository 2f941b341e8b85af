import type { Locator, Page } from "playwright-core"
import { expectOk } from "../helpers/api"
import { day } from "../helpers/build"
import { completed, orderedBooking, pay } from "../helpers/checkout"
import { deskSuite } from "../helpers/browser/desk-suite"
import { cutOff, picture, seriousViolations } from "../helpers/browser/looks"
import { createVariant, linkVariant } from "../helpers/product"

const ADMIN = "/admin/resource-booking"

deskSuite(({ desk, api, build, db, service }) => {
  // Products outlive a test, and two of one title are refused.
  let products = 0
  const aProduct = (name: string, fields = {}) => createVariant(api, { title: `${name} hire ${++products}`, ...fields })

  const onSale = async (name: string, capacity = 2) => {
    const resource = await build.resource({ name, capacity })
    const product = await aProduct(name)
    await linkVariant(api, resource.id, product.variant_id)
    return { resource, ...product }
  }
  const anOrder = async () => {
    const sold = await onSale("Prado")
    const order = await orderedBooking(api, { variant_id: sold.variant_id, start_date: day(1), end_date: day(2) })
    return { ...sold, order }
  }
  /** Its booking was cancelled at the desk, and somebody else has the first of its dates. */
  const unservedOrder = async () => {
    const sold = await anOrder()
    const [booked] = await service.getOrderAllocations(sold.order.id)
    expectOk(await api.admin.post(`${ADMIN}/allocations/${booked!.id}/cancel`))
    expectOk(await api.admin.post(`${ADMIN}/orders/${sold.order.id}/settle`))
    await build.booking({ resource: sold.resource, dates: [day(1)], quantity: 2 })
    return sold
  }
  const liveOf = async (order: { id: string }) =>
    (await service.getOrderAllocations(order.id)).filter(({ cancelled_at }) => cancelled_at === null)
  const linksOf = (variantId: string) =>
    db.query<{ booking_resource_id: string; pricing: string; duration_days: number | null; units: number }>(
      `select booking_resource_id, pricing, duration_days, units from booking_variant_resource
       where product_variant_id = $1 and deleted_at is null`,
      [variantId],
    )

  const widget = (page: Page, name: string) => page.getByRole("region", { name, exact: true })
  /** In the middle of the window. */
  const shownIn = async (page: Page, part: Locator, name: string) => {
    await part.evaluate((element) => element.scrollIntoView({ block: "center" }))
    await picture(page, name)
  }
  const chooseResource = async (page: Page, name: string) => {
    await page.getByRole("combobox", { name: "Resource" }).fill(name)
    await page.getByRole("option", { name: new RegExp(name) }).click()
  }

  describe("a product", () => {
    it("gets a resource linked, says what it sells and when it is free next, and loses it again", async () => {
      const resource = await build.resource({ name: "Troopy" })
      await build.booking({ resource, dates: [day(0), day(1)] })
      const { product_id, variant_id } = await aProduct("Troopy")
      const page = await desk.open(`/products/${product_id}`)
      const sells = widget(page, "Sells dates")
      await sells.getByText("Sells no dates").waitFor()
      await sells.getByRole("button", { name: "Link", exact: true }).click()
      const form = page.getByRole("dialog")
      await form.getByRole("button", { name: "Link", exact: true }).click()
      await form.getByText("Choose a resource").waitFor()
      await chooseResource(page, "Troopy")
      await form.getByLabel("Sold days").fill("2")
      await form.getByRole("button", { name: "Link", exact: true }).click()

      await sells.getByText("Price per day").waitFor()
      await sells.getByText("2 days").waitFor()
      await sells.getByText("1 unit for each one sold").waitFor()
      expect(await linksOf(variant_id)).toEqual([
        { booking_resource_id: resource.id, pricing: "PER_DAY", duration_days: 2, units: 1 },
      ])
      const inWords = new Date(`${day(2)}T00:00:00Z`).toLocaleDateString("en", {
        month: "short",
        day: "numeric",
        timeZone: "UTC",
      })
      await sells.getByText(inWords).waitFor()
      await shownIn(page, sells, "product-widget")

      await sells.getByRole("button", { name: "Unlink Troopy" }).click()
      await page.getByRole("button", { name: "Unlink", exact: true }).click()
      await sells.getByText("Sells no dates").waitFor()
      expect(await linksOf(variant_id)).toEqual([])
    })

    it("says in words why a link is refused, beside it", async () => {
      await build.resource({ name: "Patrol" })
      const { product_id } = await aProduct("Patrol", { manage_inventory: true })
      const page = await desk.open(`/products/${product_id}`)
      await widget(page, "Sells dates").getByRole("button", { name: "Link", exact: true }).click()
      await chooseResource(page, "Patrol")
      await page.getByRole("dialog").getByRole("button", { name: "Link", exact: true }).click()
      await page
        .getByRole("dialog")
        .getByText(/inventory/i)
        .nth(1)
        .waitFor()
    })
  })

  it("a variant shows what it sells, and a further resource goes by its terms", async () => {
    const { product_id, variant_id } = await onSale("Cruiser")
    const guide = await build.resource({ name: "Guide Tess", type: "GUIDE" })
    const page = await desk.open(`/products/${product_id}/variants/${variant_id}`)
    const sells = widget(page, "Sells dates")
    await sells.getByRole("link", { name: "Cruiser" }).waitFor()
    await sells.getByRole("button", { name: "Link", exact: true }).click()
    const form = page.getByRole("dialog")
    await form.getByText("Counts for all resources that this variant sells.").waitFor()
    await chooseResource(page, "Guide Tess")
    await form.getByRole("combobox", { name: "Taken" }).click()
    await page.getByRole("option", { name: "once a booking, as a guide is" }).click()
    await form.getByRole("button", { name: "Link", exact: true }).click()
    await sells.getByText("1 unit for the whole booking").waitFor()
    expect((await linksOf(variant_id)).map((link) => link.booking_resource_id)).toContain(guide.id)
    await shownIn(page, sells, "variant-widget")
  })

  describe("an order", () => {
    it("shows its bookings, and cancels one after a question", async () => {
      const { order } = await anOrder()
      const page = await desk.open(`/orders/${order.id}`)
      const bookings = widget(page, "Bookings")
      await bookings.getByRole("link", { name: "Prado" }).waitFor()
      await bookings.getByText("2 days · 1 unit").waitFor()
      await shownIn(page, bookings, "order-widget")
      await bookings.getByRole("button", { name: "Cancel booking" }).click()
      await page.getByText(/^Cancel Prado/).waitFor()
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel booking" }).click()
      await bookings.getByText("Cancelled", { exact: true }).waitFor()
      expect(await liveOf(order)).toEqual([])
    })

    it("moves a booking, after it was refused on a full date", async () => {
      const { order, resource } = await anOrder()
      await build.booking({ resource, dates: [day(5)], quantity: 2 })
      const page = await desk.open(`/orders/${order.id}`)
      const bookings = widget(page, "Bookings")
      await bookings.getByRole("button", { name: "Move", exact: true }).click()
      const form = page.getByRole("dialog")
      await form.getByLabel("Quantity").fill("3")
      await form.getByRole("alert").getByText("Not enough is free on these dates").waitFor()
      await form.getByLabel("Quantity").fill("2")
      await form.getByText("2 units").first().waitFor()
      await form.getByRole("button", { name: "Move", exact: true }).click()
      await bookings.getByText("2 days · 2 units").waitFor()
      expect((await liveOf(order)).map(({ quantity }) => quantity)).toEqual([2])
    })

    it("says what it lacks and why, and gets it from another resource", async () => {
      const { order } = await unservedOrder()
      const other = await build.resource({ name: "HiLux" })
      const page = await desk.open(`/orders/${order.id}`)
      const bookings = widget(page, "Bookings")
      await bookings.getByText("An order lacks what it was sold").waitFor()
      await bookings.getByText("Not booked").waitFor()
      await bookings.getByText("Because: its booking was cancelled at the desk").waitFor()
      await shownIn(page, bookings, "order-widget-unserved")

      await bookings.getByRole("button", { name: "Book it …" }).click()
      const form = page.getByRole("dialog")
      await form.getByRole("button", { name: "Book", exact: true }).click()
      await form.getByRole("alert").getByText("Not enough is free on these dates").waitFor()
      await chooseResource(page, "HiLux")
      await form.getByRole("button", { name: "Book", exact: true }).click()
      await bookings.getByRole("link", { name: "HiLux" }).waitFor()
      expect((await liveOf(order)).map(({ resource_id }) => resource_id)).toEqual([other.id])
    })

    it("books what a line lacks on the days that it had, gaps and all, also where they are over", async () => {
      const resource = await build.resource({ name: "Prado", from: -3 })
      const { variant_id } = await aProduct("Prado")
      await linkVariant(api, resource.id, variant_id)
      const order = await orderedBooking(api, { variant_id, start_date: day(1), end_date: day(2) })
      const [ordered] = await service.getOrderAllocations(order.id)
      const dates = [day(-1), day(1)]
      expectOk(await api.admin.post(`${ADMIN}/allocations/${ordered!.id}/move`, { dates, allow_past: true }))
      const [moved] = await liveOf(order)
      expectOk(await api.admin.post(`${ADMIN}/allocations/${moved!.id}/cancel`))
      // The day between is somebody else's.
      await build.booking({ resource, dates: [day(0)] })

      const page = await desk.open(`/orders/${order.id}`)
      await widget(page, "Bookings").getByRole("button", { name: "Book it …" }).click()
      const form = page.getByRole("dialog")
      await form.getByRole("checkbox").check()
      await form.getByText("Free for all of it (2 days)", { exact: false }).waitFor()
      await form.getByRole("button", { name: "Book", exact: true }).click()
      await form.waitFor({ state: "detached" })
      expect((await liveOf(order)).map((one) => one.dates)).toEqual([dates])
    })

    it("without dates has no part of ours", async () => {
      const { variant_id } = await aProduct("Awning")
      const cart = await api.cart({ email: "guest@example.com" })
      expectOk(await api.store.post(`/store/carts/${cart.id}/line-items`, { variant_id, quantity: 1 }))
      await pay(api, cart.id)
      const order = await completed(api, cart.id)
      const page = await desk.open("/orders")
      const answered = page.waitForResponse((answer) => answer.url().includes(`${ADMIN}/orders/${order.id}`))
      await page.goto(`${desk.url}/app/orders/${order.id}`)
      expect((await answered).status()).toBe(200)
      await page.getByRole("heading", { name: "Customer" }).waitFor()
      expect(await widget(page, "Bookings").count()).toBe(0)
    })
  })

  it("the orders have what goes out and comes back today beside them", async () => {
    const resource = await build.resource({ name: "Prado", capacity: 9, from: -5 })
    const of = { resource, allow_past: true }
    await build.booking({ ...of, dates: [day(0), day(1)], contact: { contact_name: "Jo Doe", unit_label: "123 ABC" } })
    await build.booking({ ...of, dates: [day(-1), day(0)], contact: { contact_name: "Sam Lee" } })
    const page = await desk.open("/orders")
    const today = widget(page, "Today")
    await today.getByText("1 out today").waitFor()
    await today.getByText("1 back today").waitFor()
    await today.getByText("Prado · 123 ABC").waitFor()
    await picture(page, "order-list-widget")
    await today.getByRole("link", { name: "Run sheet" }).click()
    await page.waitForURL(/bookings\/run-sheet/)
  })

  describe("how the widgets look", () => {
    const pages = async () => {
      const { product_id, variant_id, order } = await unservedOrder()
      return {
        [`/products/${product_id}`]: "Sells dates|Verkauft Tage",
        [`/products/${product_id}/variants/${variant_id}`]: "Sells dates|Verkauft Tage",
        [`/orders/${order.id}`]: "Bookings|Buchungen",
      }
    }

    it.each([
      { width: 1280, dark: false, language: "en" as const },
      { width: 390, dark: false, language: "en" as const },
      { width: 1280, dark: true, language: "de" as const },
    ])("has nothing serious for axe and nothing cut off at $width px, dark: $dark, $language", async (look) => {
      const found: Record<string, string[]> = {}
      for (const [address, name] of Object.entries(await pages())) {
        const page = await desk.open(address, look)
        const region = page.getByRole("region", { name: new RegExp(`^(${name})$`) })
        await region.waitFor()
        await page.waitForLoadState("networkidle")
        const label = await region.getAttribute("aria-label")
        const within = `[role=region][aria-label="${label}"]`
        const problems = [...(await seriousViolations(page, { within })), ...(await cutOff(page))]
        if (problems.length > 0) found[address] = problems
      }
      expect(found).toEqual({})
    })
  })
})
