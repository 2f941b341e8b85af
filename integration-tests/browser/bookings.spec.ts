import fs from "node:fs/promises"
import type { Page } from "playwright-core"
import { day } from "../helpers/build"
import { deskSuite } from "../helpers/browser/desk-suite"
import { fillDay } from "../helpers/browser/fill-day"
import { cutOff, picture, seriousViolations } from "../helpers/browser/looks"
import { orderedBooking } from "../helpers/checkout"
import { createVariant, linkVariant } from "../helpers/product"

deskSuite(({ desk, api, build, service, db }) => {
  const live = (resource: { id: string }) =>
    db.query<{ id: string; start: string; quantity: number; contact_name: string | null; order_id: string | null }>(
      `select id, start_date::text as start, quantity, contact_name, order_id from resource_allocation
       where resource_id = $1 and cancelled_at is null order by start_date, id`,
      [resource.id],
    )

  /** A shop as it is on a working day: booked by callers, held by somebody who is thinking. */
  const aDay = async () => {
    const prado = await build.resource({ name: "Prado", capacity: 2 })
    const hilux = await build.resource({ name: "HiLux Camper" })
    const tess = await build.resource({ name: "Guide: Tess", type: "GUIDE" })
    const { allocations } = await service.placeStaffBooking({
      created_by: "user_test",
      items: [prado, tess].map(({ id }) => ({ resource_id: id, dates: [day(0), day(1), day(2)], quantity: 1 })),
      contact: {
        contact_name: "Jo Doe",
        contact_phone: "0400 000 000",
        contact_email: "jo@example.com",
        note: "Two child seats",
      },
    })
    const sam = await build.booking({
      resource: hilux,
      dates: [day(1), day(2)],
      contact: { contact_name: "Sam Lee", contact_phone: "0411 222 333" },
    })
    await build.hold({ resource: hilux, dates: [day(8)], customer_email: "kim@example.com" })
    return { prado, hilux, tess, jo: allocations[0]!, sam }
  }

  const chooseResource = async (page: Page, name: string, position = 0) => {
    await page.getByRole("combobox", { name: "Resource" }).nth(position).fill(name)
    await page.getByRole("option", { name: new RegExp(name) }).click()
  }

  describe("the lists", () => {
    it("says what to do where nothing is booked or held", async () => {
      const page = await desk.open("/bookings/list")
      await page.getByText("No bookings yet").waitFor()
      await page.getByRole("navigation", { name: "Bookings & holds" }).getByRole("link", { name: "Holds" }).click()
      await page.getByText("Nothing is held right now").waitFor()
    })

    it("finds by name, phone and e-mail, and keeps search and filters in the address between both lists", async () => {
      const { hilux } = await aDay()
      const page = await desk.open("/bookings/list")
      await page.getByText("Sam Lee").waitFor()
      expect(await page.getByText("Booked together with another one here").count()).toBe(2)
      await picture(page, "bookings")

      await page.getByPlaceholder("Search").fill("0411 222")
      await page.getByText("Jo Doe").first().waitFor({ state: "detached" })
      expect(await page.getByText("Sam Lee").count()).toBe(1)
      await page.getByPlaceholder("Search").fill("jo@example.com")
      await page.getByText("Sam Lee").waitFor({ state: "detached" })

      await page.goto(`${desk.url}/app/bookings/list?resource_id="${hilux.id}"`)
      await page.getByText("Sam Lee").waitFor()
      expect(await page.getByText("Jo Doe").count()).toBe(0)
      await page.getByRole("navigation", { name: "Bookings & holds" }).getByRole("link", { name: "Holds" }).click()
      await page.getByText("kim@example.com").waitFor()
      await page.getByText(/\d+:\d\d left/).waitFor()
      expect(new URL(page.url()).searchParams.get("resource_id")).toBe(JSON.stringify(hilux.id))
    })

    it("opens a booking and a hold from their rows", async () => {
      const { sam } = await aDay()
      const page = await desk.open("/bookings/list")
      await page.getByRole("cell", { name: "Sam Lee" }).click()
      await page.waitForURL((url) => url.pathname.endsWith(`/bookings/list/${sam.booking_id}`))
      await page.goto(`${desk.url}/app/bookings/list?show=holds`)
      const [hold] = await db.query<{ booking_id: string }>(
        "select booking_id from resource_hold where status = 'ACTIVE'",
      )
      await page.getByRole("cell", { name: "kim@example.com" }).click()
      await page.waitForURL((url) => url.pathname.endsWith(`/bookings/list/${hold!.booking_id}`))
    })

    it("exports what the filters find", async () => {
      const { hilux } = await aDay()
      const page = await desk.open(`/bookings/list?resource_id="${hilux.id}"`)
      await page.getByText("Sam Lee").waitFor()
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: "Export as CSV" }).click(),
      ])
      const lines = (await fs.readFile(await download.path(), "utf8")).trim().split("\r\n")
      expect(lines).toHaveLength(2)
      expect(lines[1]).toContain("Sam Lee")
    })
  })

  describe("a staff booking", () => {
    it("says what is free while it is written, and books several resources at once", async () => {
      const { prado, tess } = await aDay()
      const page = await desk.open("/bookings/list/book")
      await chooseResource(page, "Prado")
      await fillDay(page.getByRole("dialog"), "First day", day(2))
      await fillDay(page.getByRole("dialog"), "Last day", day(4))
      await page.getByText("Free for all of it (3 days), 0 left", { exact: false }).waitFor()
      await page.getByLabel("Quantity").fill("2")
      await page.getByText(/2 wanted, 1 free/).waitFor()
      await page.getByLabel("Quantity").fill("1")
      await page.getByRole("button", { name: "Add a resource" }).click()
      await chooseResource(page, "Guide: Tess", 1)
      await page.getByText(/1 wanted, 0 free/).waitFor()
      await picture(page, "staff-booking")

      await page.getByLabel("Name").fill("Ana Souza")
      await page.getByLabel("Phone").fill("0422 333 444")
      await page.getByRole("button", { name: "Book", exact: true }).click()
      const alert = page.getByRole("alert")
      await alert.getByText("Not enough is free on these dates").waitFor()
      expect(await live(prado)).toHaveLength(1)

      await fillDay(page.getByRole("dialog"), "First day", day(3))
      await page.getByRole("button", { name: "Book", exact: true }).click()
      await page.waitForURL(/bookings\/list\/bk_/)
      await page.getByRole("definition").filter({ hasText: "Ana Souza" }).waitFor()
      for (const resource of [prado, tess]) {
        expect(await live(resource)).toMatchObject([{}, { start: day(3), contact_name: "Ana Souza" }])
      }
    })

    it("says beside each field what is missing", async () => {
      const page = await desk.open("/bookings/list/book")
      await page.getByRole("button", { name: "Book", exact: true }).click()
      await page.getByText("Choose a resource").first().waitFor()
      expect(await page.getByText("Choose a day").count()).toBe(2)
    })
  })

  it("holds dates for a caller, extends, and books what is held with the contact of the hold", async () => {
    const prado = await build.resource({ name: "Prado" })
    const page = await desk.open("/bookings/list/hold")
    await chooseResource(page, "Prado")
    await fillDay(page.getByRole("dialog"), "First day", day(2))
    await fillDay(page.getByRole("dialog"), "Last day", day(2))
    await page.getByLabel("Name").fill("Ana Souza")
    await page.getByLabel("Phone").fill("0422 333 444")
    await page.getByRole("button", { name: "Hold", exact: true }).click()
    await page.waitForURL(/bookings\/list\/bk_/)
    await page.getByText(/29:\d\d left/).waitFor()

    // Wherever it is shown it says for whom, and it is found by that.
    const found = await desk.open("/bookings/list?show=holds&q=0422333")
    await found.getByText("Ana Souza").waitFor()
    const ofResource = await desk.open(`/bookings/resources/${prado.id}`)
    await ofResource.getByRole("cell", { name: "Ana Souza" }).waitFor()
    const calendar = await desk.open("/bookings")
    await calendar.getByTitle(/^Ana Souza\n0422 333 444/).waitFor({ state: "attached" })
    const capacity = { start_date: day(2), end_date: day(2), max_capacity: 0, dry_run: true }
    const { body } = await api.admin.post(`/admin/resource-booking/resources/${prado.id}/capacity`, capacity)
    expect(body).toMatchObject({ conflicts: { holds: [{ contact_name: "Ana Souza", contact_phone: "0422 333 444" }] } })

    await page.getByRole("button", { name: "What to do with Prado" }).click()
    await page.getByRole("menuitem", { name: "Until 4 hours from now" }).click()
    await page.getByText(/3:59:\d\d left/).waitFor()
    await page.getByText(/^It is held until /).waitFor()
    await page.getByRole("button", { name: "What to do with Prado" }).click()
    await page.getByRole("menuitem", { name: "Until 30 minutes from now" }).click()
    await page.getByText(/^It was held until .* already/).waitFor()

    await page.getByRole("button", { name: "What to do with Prado" }).click()
    await page.getByRole("menuitem", { name: "Book" }).click()
    await page.getByRole("button", { name: "Book", exact: true }).click()
    await page.getByRole("link", { name: "Prado" }).waitFor()
    expect(await live(prado)).toMatchObject([{ start: day(2), contact_name: "Ana Souza" }])
  })

  it("releases a hold after asking", async () => {
    await aDay()
    const page = await desk.open("/bookings/list?show=holds")
    await page
      .getByRole("row", { name: /kim@example.com/ })
      .getByRole("button")
      .click()
    await page.getByRole("menuitem", { name: "Release" }).click()
    await page.getByText(/^Release HiLux Camper, .*, 1 unit\?$/).waitFor()
    await page.getByRole("button", { name: "Release" }).click()
    await page.getByText("Nothing is held right now").or(page.getByText("Nothing found")).waitFor()
    expect(
      await db.one("select status, released_by is not null as by_staff from resource_hold where source = 'STORE'"),
    ).toEqual({ status: "RELEASED", by_staff: true })
  })

  describe("a move", () => {
    it("is refused on a full date beside the days, in words, then done, and everything else stays", async () => {
      const { hilux, sam } = await aDay()
      const page = await desk.open(`/bookings/list/${sam.booking_id}/move/${sam.id}`)
      const drawer = page.getByRole("dialog")
      await drawer.getByText("Free for all of it", { exact: false }).waitFor()
      await fillDay(drawer, "First day", day(7))
      const alert = drawer.getByRole("alert")
      await alert.getByText("Not enough is free on these dates").waitFor()
      expect(await alert.innerText()).toMatch(/1 wanted, 0 free/)
      const last = drawer.getByRole("group", { name: "Last day" })
      expect((await last.getByRole("spinbutton", { name: /^day/ }).innerText()).padStart(2, "0")).toBe(day(8).slice(-2))
      await picture(page, "move-refused")
      await drawer.getByRole("button", { name: "Move" }).click()
      await alert.getByText("Not enough is free on these dates").waitFor()
      expect(await live(hilux)).toMatchObject([{ id: sam.id, start: day(1) }])

      await fillDay(drawer, "First day", day(10))
      await drawer.getByText("What will change").waitFor()
      await drawer.getByText("Made without an order", { exact: false }).waitFor()
      const sent: boolean[] = []
      page.on("request", (request) => {
        if (request.url().endsWith("/move"))
          sent.push(Boolean((request.postDataJSON() as { dry_run?: boolean }).dry_run))
      })
      await drawer.getByRole("button", { name: "Move" }).click()
      await drawer.waitFor({ state: "detached" })
      // What is done is not tried once more: it would be refused, for the booking stands there already.
      await page.getByText("1 earlier entry").waitFor()
      expect(sent).toEqual([false])
      expect(await live(hilux)).toMatchObject([{ start: day(10), contact_name: "Sam Lee" }])
      await page.getByText("1 earlier entry").click()
      await page.getByText("replaced by a move").waitFor()
    })

    it("puts a refusal beside the resource or the quantity, where only that was changed", async () => {
      const { prado, jo } = await aDay()
      await service.updateResource((await build.resource({ name: "Old Troopy" })).id, { is_active: false })
      const page = await desk.open(`/bookings/list/${jo.booking_id}/move/${jo.id}`)
      const drawer = page.getByRole("dialog")
      await drawer.getByLabel("Quantity").fill("5")
      await drawer.getByRole("alert").waitFor()
      const below = async (field: string) => {
        const [label, alert] = await Promise.all([
          drawer.getByText(field, { exact: true }).first().boundingBox(),
          drawer.getByRole("alert").boundingBox(),
        ])
        return alert!.y - label!.y
      }
      expect(await below("Quantity")).toBeLessThan(150)
      expect(await below("Quantity")).toBeGreaterThan(0)
      await drawer.getByLabel("Quantity").fill("1")
      await drawer.getByRole("alert").waitFor({ state: "detached" })

      await chooseResource(page, "Old Troopy")
      await drawer.getByRole("alert").getByText("This resource takes no bookings").waitFor()
      expect(await below("Resource")).toBeLessThan(150)
      expect(await below("Resource")).toBeGreaterThan(0)
      expect(await live(prado)).toMatchObject([{ id: jo.id }])
    })

    it("says the price difference of an order before it is done", async () => {
      const prado = await build.resource({ name: "Prado", capacity: 2 })
      const { variant_id } = await createVariant(api, { price: 120.5 })
      await linkVariant(api, prado.id, variant_id)
      const order = await orderedBooking(api, { variant_id, start_date: day(1), end_date: day(2) })
      const [booked] = await service.getOrderAllocations(order.id)
      const page = await desk.open(`/bookings/list/${booked!.booking_id}/move/${booked!.id}`)
      const drawer = page.getByRole("dialog")
      await fillDay(drawer, "Last day", day(4))
      await drawer.getByText(/241\.00 more: .*241\.00 before, .*482\.00 now/).waitFor()
      await drawer.getByText("A move changes no money", { exact: false }).waitFor()
      await picture(page, "move-price")
      await fillDay(drawer, "Last day", day(1))
      await drawer.getByText(/120\.50 less/).waitFor()
      expect(await service.getOrderAllocations(order.id)).toHaveLength(1)
    })
  })

  describe("a booking", () => {
    it("shows all its parts, and edits contact and note of all of them", async () => {
      const { prado, tess, jo } = await aDay()
      const page = await desk.open(`/bookings/list/${jo.booking_id}`)
      await page.getByRole("link", { name: "Guide: Tess" }).waitFor()
      expect(await page.getByRole("link", { name: "0400 000 000" }).getAttribute("href")).toBe("tel:0400000000")
      await picture(page, "booking")
      await page.getByRole("button", { name: "What to do with Prado" }).click()
      await page.getByRole("menuitem", { name: "Edit" }).click()
      const drawer = page.getByRole("dialog")
      await drawer.getByLabel("Name").fill("Jo Doe-Smith")
      await drawer.getByLabel("Unit").fill("123 ABC")
      await drawer.getByRole("button", { name: "Save" }).click()
      await drawer.waitFor({ state: "detached" })
      await page.getByText("123 ABC").waitFor()
      for (const resource of [prado, tess])
        expect(await live(resource)).toMatchObject([{ contact_name: "Jo Doe-Smith" }])
    })

    it("refuses a stale edit and says what has changed", async () => {
      const { jo } = await aDay()
      const page = await desk.open(`/bookings/list/${jo.booking_id}/edit/${jo.id}`)
      const drawer = page.getByRole("dialog")
      await drawer.getByLabel("Note").fill("Three child seats")
      await service.updateAllocation(jo.id, { note: "No child seat" })
      await drawer.getByRole("button", { name: "Save" }).click()
      const alert = drawer.getByRole("alert")
      await alert.getByText("Somebody else has changed this meanwhile").waitFor()
      expect(await alert.innerText()).toMatch(/Note: Two child seats → No child seat/)
      await alert.getByRole("button", { name: "Keep what I have written" }).click()
      await drawer.getByRole("button", { name: "Save" }).click()
      await drawer.waitFor({ state: "detached" })
      await page.getByText("Three child seats", { exact: false }).first().waitFor()
    })

    it("saves what is left of all after one of them was refused, and says which", async () => {
      const { prado, tess, jo } = await aDay()
      const page = await desk.open(`/bookings/list/${jo.booking_id}/edit/${jo.id}`)
      const drawer = page.getByRole("dialog")
      await drawer.getByLabel("Name").fill("Jo Doe-Smith")
      const [guide] = await live(tess)
      await service.updateAllocation(guide!.id, { contact_phone: "0499 999 999" })
      await drawer.getByRole("button", { name: "Save" }).click()
      const alert = drawer.getByRole("alert")
      await alert.getByText("Somebody else has changed this meanwhile").waitFor()
      await drawer.getByText(/^Guide: Tess, /).waitFor()
      expect(await alert.innerText()).toMatch(/Phone: 0400 000 000 → 0499 999 999/)
      expect(await alert.innerText()).not.toMatch(/Name:/)

      await alert.getByRole("button", { name: "Keep what I have written" }).click()
      await drawer.getByRole("button", { name: "Save" }).click()
      await drawer.waitFor({ state: "detached" })
      for (const resource of [prado, tess])
        expect(await live(resource)).toMatchObject([{ contact_name: "Jo Doe-Smith" }])
      expect(await db.one("select contact_phone from resource_allocation where id = $1", [guide!.id])).toEqual({
        contact_phone: "0499 999 999",
      })
    })

    it("leaves the notes of the others alone where they are not the same", async () => {
      const { tess, jo } = await aDay()
      const [guide] = await live(tess)
      await service.updateAllocation(guide!.id, { note: "Bring maps" })
      const page = await desk.open(`/bookings/list/${jo.booking_id}/edit/${jo.id}`)
      const drawer = page.getByRole("dialog")
      await drawer.getByText("Same contact for 1 more of this booking").waitFor()
      await drawer.getByLabel("Note").fill("Three child seats")
      await drawer.getByLabel("Name").fill("Jo Doe-Smith")
      await drawer.getByRole("button", { name: "Save" }).click()
      await drawer.waitFor({ state: "detached" })
      expect(await db.one("select contact_name, note from resource_allocation where id = $1", [guide!.id])).toEqual({
        contact_name: "Jo Doe-Smith",
        note: "Bring maps",
      })
    })

    it("is cancelled only after a question that names it", async () => {
      const { hilux, sam } = await aDay()
      const page = await desk.open(`/bookings/list/${sam.booking_id}`)
      const ask = async () => {
        await page.getByRole("button", { name: "What to do with HiLux Camper" }).click()
        await page.getByRole("menuitem", { name: "Cancel booking" }).click()
        await page.getByText(/^Cancel HiLux Camper, .*, 1 unit\?$/).waitFor()
        await page.getByText("Booked for Sam Lee.", { exact: false }).waitFor()
      }
      await ask()
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel", exact: true }).click()
      expect(await live(hilux)).toHaveLength(1)
      await ask()
      await page.getByRole("alertdialog").getByRole("button", { name: "Cancel booking" }).click()
      await page.getByText("1 earlier entry").waitFor()
      expect(await live(hilux)).toEqual([])
    })

    it("says so where there is none", async () => {
      const page = await desk.open("/bookings/list/bk_nobody")
      await page.getByText("This booking does not exist").waitFor()
    })
  })

  it("lists whom to tell after a blackout, each once, with what is theirs", async () => {
    await aDay()
    const blackout = await build.blackout({ start_date: day(2), end_date: day(5), reason: "Flood" })
    const page = await desk.open(`/bookings/blackouts/edit/${blackout.id}`)
    await page.getByRole("link", { name: "Whom to tell" }).click()
    await page.waitForURL(/bookings\/contacts/)
    await page.getByText("Jo Doe").waitFor()
    expect(await page.getByText("Jo Doe").count()).toBe(1)
    expect(await page.getByRole("link", { name: /Guide: Tess/ }).count()).toBe(1)
    expect(await page.getByRole("link", { name: "jo@example.com" }).getAttribute("href")).toBe("mailto:jo@example.com")
    await picture(page, "contacts")
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Export as CSV" }).click(),
    ])
    expect(await fs.readFile(await download.path(), "utf8")).toContain("Sam Lee")
  })

  describe("the run sheet", () => {
    /** A vehicle of an order that is still to be paid, and a caller's with a guide. */
    const aSheet = async () => {
      const { prado, hilux, jo } = await aDay()
      const troopy = await build.resource({ name: "Troopy", capacity: 2 })
      const { variant_id } = await createVariant(api, { price: 180 })
      await linkVariant(api, troopy.id, variant_id)
      const order = await orderedBooking(api, { variant_id, start_date: day(1), end_date: day(1) })
      return { prado, hilux, jo, troopy, order }
    }

    it("has a day's departures and returns with whom to call and what to pay, and goes from day to day", async () => {
      const { order } = await aSheet()
      const page = await desk.open("/bookings/run-sheet")
      const part = (name: string) => page.locator("main li").filter({ hasText: name })
      await part("Prado").waitFor()
      expect(await part("Prado").getByRole("link", { name: "0400 000 000" }).getAttribute("href")).toBe(
        "tel:0400000000",
      )
      expect(await part("Prado").innerText()).toMatch(/Guide: Tess[\s\S]*Two child seats/)

      await page.getByRole("button", { name: "The day after" }).click()
      await part("Troopy").first().waitFor()
      expect(new URL(page.url()).searchParams.get("date")).toBe(day(1))
      const shown = page.locator("main").getByRole("spinbutton", { name: /^day/ })
      expect((await shown.innerText()).padStart(2, "0")).toBe(day(1).slice(-2))
      const money = part("Troopy").first()
      expect(await money.getByRole("link", { name: /^#\d+$/ }).getAttribute("href")).toMatch(order.id)
      expect(await money.innerText()).toMatch(/180\.00 to pay/)
      await page.getByText("Day 2 of the booking").waitFor()
      await picture(page, "run-sheet")

      await page.getByRole("button", { name: "The day after" }).click()
      await page.getByText("Nothing leaves on this day.").waitFor()
      await page.getByRole("button", { name: "Today" }).click()
      await page.waitForURL((url) => !url.searchParams.has("date"))
      await page.goBack()
      await page.waitForURL((url) => url.searchParams.get("date") === day(2))
    })

    it("marks the unit where it is read, and says who was faster", async () => {
      const { sam, hilux } = await aDay()
      const page = await desk.open(`/bookings/run-sheet?date=${day(1)}`)
      await page.getByRole("button", { name: "Mark unit: HiLux Camper" }).click()
      await service.updateAllocation(sam.id, { unit_label: "777 XYZ" })
      await page.getByLabel("Unit of HiLux Camper").fill("123 ABC")
      await page.keyboard.press("Enter")
      const alert = page.getByRole("alert")
      await alert.getByText("Somebody else has changed this meanwhile").waitFor()
      expect(await alert.innerText()).toMatch(/Unit: – → 777 XYZ/)
      await page.keyboard.press("Escape")
      await page.locator("main").getByText("777 XYZ").waitFor()

      await page.getByRole("button", { name: "Mark unit: HiLux Camper" }).click()
      await page.getByLabel("Unit of HiLux Camper").fill("123 ABC")
      await page.keyboard.press("Enter")
      await page.locator("main").getByText("123 ABC").waitFor()
      expect(await db.one("select unit_label from resource_allocation where resource_id = $1", [hilux.id])).toEqual({
        unit_label: "123 ABC",
      })
    })

    it.each([{ dark: false }, { dark: true }])(
      "prints without the dashboard, black on white, dark: $dark",
      async ({ dark }) => {
        await aSheet()
        const page = await desk.open(`/bookings/run-sheet?date=${day(1)}`, { dark })
        await page.getByText("Troopy").first().waitFor()
        await page.emulateMedia({ media: "print" })
        expect(await page.locator("main").isVisible()).toBe(false)
        expect(await page.getByRole("navigation").count()).toBe(0)
        const sheet = page.locator("[data-run-sheet]")
        expect(await sheet.innerText()).toMatch(
          /Run sheet[\s\S]*Departures[\s\S]*Troopy[\s\S]*180\.00 to pay[\s\S]*Prado/,
        )
        const colours = await sheet.evaluate((element) => [
          getComputedStyle(element).color,
          getComputedStyle(document.body).backgroundColor,
        ])
        expect(colours).toEqual(["rgb(0, 0, 0)", "rgb(255, 255, 255)"])
        if (!dark) await picture(page, "run-sheet-print")
      },
    )

    it("is read on a phone", async () => {
      await aSheet()
      const page = await desk.open(`/bookings/run-sheet?date=${day(1)}`, { width: 390, height: 844 })
      await page.getByRole("link", { name: "0411 222 333" }).waitFor()
      expect(await cutOff(page)).toEqual([])
      await picture(page, "run-sheet-phone")
    })
  })

  describe("how the pages look", () => {
    it.each([
      { width: 1280, dark: false },
      { width: 390, dark: false },
      { width: 1280, dark: true },
    ])("has nothing serious for axe and nothing cut off at $width px, dark: $dark", async (look) => {
      const { jo, sam } = await aDay()
      const found: Record<string, unknown> = {}
      const at = `/bookings/list/${jo.booking_id}`
      const pages = [
        "/bookings/list",
        "/bookings/list?show=holds",
        "/bookings/list/book",
        at,
        `${at}/edit/${jo.id}`,
        `/bookings/list/${sam.booking_id}/move/${sam.id}`,
        `/bookings/contacts?start_date=${day(0)}&end_date=${day(9)}`,
        "/bookings/run-sheet",
      ]
      for (const address of pages) {
        const page = await desk.open(address, look)
        await page.locator("main, [role=dialog]").first().waitFor()
        await page.waitForLoadState("networkidle")
        const within = (await page.locator("[role=dialog]").count()) > 0 ? "[role=dialog]" : "main"
        const problems = [...(await seriousViolations(page, { within })), ...(await cutOff(page))]
        if (problems.length > 0) found[address] = problems
      }
      expect(found).toEqual({})
    })

    it("speaks German", async () => {
      await aDay()
      const page = await desk.open("/bookings/list", { language: "de" })
      await page.getByText("Alles, was gebucht ist", { exact: false }).waitFor()
      await page.getByRole("link", { name: "Neue Buchung" }).waitFor()
      await page.goto(`${desk.url}/app/bookings/run-sheet`)
      await page.getByRole("heading", { name: "Abfahrten" }).waitFor()
    })
  })
})
