import { day } from "../helpers/build"
import { deskSuite } from "../helpers/browser/desk-suite"
import { logIn } from "../helpers/browser/desk"
import { cutOff, picture, seriousViolations } from "../helpers/browser/looks"

deskSuite(({ desk, build, service, db }) => {
  /** A shop as it is on a working day: four resources, something booked, something held. */
  const aShop = async () => {
    const prado = await build.resource({ name: "Prado", capacity: 3, default_capacity: 3, open_days_ahead: 365 })
    const cruiser = await build.resource({ name: 'LandCruiser "Kalinda"', description: "Seats seven, recovery kit" })
    const tour = await build.resource({ name: "K'gari Day Tour", type: "TOUR", capacity: 16, days: 20 })
    await build.resource({ name: "Guide: Tess", type: "GUIDE", is_active: false, days: 0 })
    await build.booking({
      resource: prado,
      dates: [day(0), day(1), day(2)],
      quantity: 2,
      contact: { contact_name: "Jo Doe", contact_phone: "0400 000 000", unit_label: "123 ABC" },
    })
    await build.booking({ resource: cruiser, dates: [day(0)], contact: { contact_name: "Sam Lee" } })
    await build.hold({ resource: tour, dates: [day(1)], quantity: 4, customer_email: "kim@example.com" })
    return { prado, cruiser, tour }
  }

  it("lets staff sign in, and has the desk in its sidebar", async () => {
    const page = await desk.window()
    await logIn(page, desk.url, desk.staff)
    await page.getByRole("link", { name: "Bookings", exact: true }).click()
    await page.getByRole("link", { name: "Resources", exact: true }).click()
    await page.getByText("No resources yet").waitFor()
  })

  describe("the resources", () => {
    it("creates one, which is open at once, and shows it", async () => {
      const page = await desk.open("/bookings/resources")
      await page.getByRole("link", { name: "Create" }).click()
      await page.getByLabel("Name").fill("HiLux Camper")
      await page.getByRole("combobox", { name: "Type" }).fill("vehicle")
      await page.getByRole("option").first().click()
      await page.getByLabel("Capacity of new dates").fill("2")
      await page.getByRole("button", { name: "Create" }).click()

      await page.getByRole("heading", { name: "HiLux Camper" }).waitFor()
      expect(page.url()).toMatch(/\/bookings\/resources\/res_/)
      const row = await db.one<{ type: string; open: number }>(
        `select type, (select count(*) from resource_capacity c where c.resource_id = r.id and max_capacity = 2) as open
         from resource r where name = 'HiLux Camper'`,
      )
      expect(row).toEqual({ type: "VEHICLE", open: 366 })
      await page
        .getByRole("button", { name: /0 of 2 taken/ })
        .first()
        .waitFor()
    })

    it("creates one only once, however often Ctrl and Enter are pressed", async () => {
      const page = await desk.open("/bookings/resources/create")
      await page.getByLabel("Name").fill("HiLux Camper")
      await page.getByRole("combobox", { name: "Type" }).fill("vehicle")
      await page.getByRole("option").first().click()
      await page.getByLabel("Name").focus()
      // Pressed twice within one turn of the page, and once more while the first is under way.
      await page.getByLabel("Name").evaluate((field) => {
        const press = () =>
          field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", ctrlKey: true, bubbles: true }))
        press()
        press()
      })
      await page.keyboard.press("Control+Enter")
      await page.getByRole("heading", { name: "HiLux Camper" }).waitFor()
      await page.waitForLoadState("networkidle")
      expect(await db.one("select count(*)::integer as count from resource where name = 'HiLux Camper'")).toEqual({
        count: 1,
      })
    })

    it("says beside a field what is wrong with it, and keeps what was written", async () => {
      const page = await desk.open("/bookings/resources/create")
      await page.getByRole("button", { name: "Create" }).click()
      expect(await page.getByText("This is needed").count()).toBe(2)
      await page.getByLabel("Name").fill("Prado")
      await page.getByLabel("At least (days)").fill("9")
      await page.getByLabel("At most (days)").fill("3")
      await page.getByRole("button", { name: "Create" }).click()
      await page.getByText("Fewer than at least").waitFor()
      expect(await page.getByLabel("Name").inputValue()).toBe("Prado")
    })

    it("lists what is taken today, searches and filters in the address", async () => {
      await aShop()
      const page = await desk.open("/bookings/resources")
      await page.getByRole("img", { name: "2 of 3 taken" }).waitFor()
      await page.getByRole("img", { name: "1 of 1 taken" }).waitFor()
      await picture(page, "resources")

      await page.getByPlaceholder("Search").fill("tour")
      await page.getByText("Prado").waitFor({ state: "detached" })
      expect(new URL(page.url()).searchParams.get("q")).toBe("tour")
      await page.goto(`${desk.url}/app/bookings/resources?is_active="false"`)
      await page.getByText("Guide: Tess").waitFor()
      expect(await page.getByText("Prado").count()).toBe(0)
    })

    it("shows a resource's month, bookings, running holds and blackouts, and a date in figures", async () => {
      const { prado } = await aShop()
      await build.hold({ resource: prado, dates: [day(3)], customer_email: "kim@example.com" })
      await build.blackout({ resource_id: prado.id, start_date: day(5), end_date: day(6), reason: "Gearbox" })
      const page = await desk.open(`/bookings/resources/${prado.id}`)
      await page.getByText("Jo Doe").waitFor()
      await page.getByText(/\d+:\d\d left/).waitFor()
      await page.getByRole("link", { name: "Gearbox" }).or(page.getByText("Gearbox")).first().waitFor()
      await page
        .getByRole("button", { name: /2 of 3 taken/ })
        .first()
        .click()
      await page.getByRole("link", { name: "Change capacity" }).waitFor()
      await picture(page, "resource")
    })

    it("refuses a stale edit and says what has changed, then takes the choice", async () => {
      const { prado } = await aShop()
      const page = await desk.open(`/bookings/resources/${prado.id}/edit`)
      await page.getByLabel("Name").fill("Prado 150")
      await service.updateResource(prado.id, { name: "Prado GXL", max_days: 14 })
      await page.getByRole("button", { name: "Save" }).click()
      const alert = page.getByRole("alert")
      await alert.getByText("Somebody else has changed this meanwhile").waitFor()
      expect(await alert.innerText()).toMatch(/Name: Prado → Prado GXL/)
      expect(await alert.innerText()).toMatch(/At most \(days\): – → 14/)

      await alert.getByRole("button", { name: "Keep what I have written" }).click()
      await page.getByRole("button", { name: "Save" }).click()
      await page.getByRole("heading", { name: "Prado 150" }).waitFor()
    })

    it("says in words why a resource cannot be deleted, beside it", async () => {
      const { prado } = await aShop()
      const page = await desk.open(`/bookings/resources/${prado.id}`)
      await page.getByRole("button", { name: "What to do with this resource" }).click()
      await page.getByRole("menuitem", { name: "Delete" }).click()
      await page.getByRole("button", { name: "Delete" }).click()
      const alert = page.getByRole("alert")
      await alert.getByText("This resource has live holds or bookings").waitFor()
      expect(await alert.innerText()).toContain("1 booking on these dates")
    })
  })

  describe("bulk capacity", () => {
    const fill = async (page: Awaited<ReturnType<typeof desk.open>>, units: string) => {
      await page.getByLabel("Units of each date").fill(units)
      await page.getByRole("button", { name: "Preview" }).click()
      await page.getByText("What will happen").waitFor()
    }

    it("shows all that are chosen, also more than the server lists at once", async () => {
      const vans = await Promise.all(
        Array.from({ length: 120 }, (_, number) => build.resource({ name: `Van ${number}`, days: 0 })),
      )
      const ids = vans.map(({ id }) => id).join(",")
      const page = await desk.open(`/bookings/resources/capacity?resources=${ids}&start=${day(0)}&end=${day(1)}`)
      // By name these come after the first fifty, which are listed anyway.
      for (const number of [60, 77, 99]) await page.getByText(`Van ${number} · VEHICLE`).first().waitFor()
    })

    it("previews what is on the dates, refuses to go below it, and clamps", async () => {
      const { prado, cruiser } = await aShop()
      const page = await desk.open(
        `/bookings/resources/capacity?resources=${prado.id},${cruiser.id}&start=${day(0)}&end=${day(6)}`,
      )
      await fill(page, "1")
      await page.getByText("More is taken on these dates, so this resource will be refused", { exact: false }).waitFor()
      await page.getByText("Jo Doe", { exact: false }).waitFor()
      await picture(page, "bulk-capacity")

      // What is going to be refused is neither counted nor sent.
      await page.getByRole("button", { name: "Change 1 resource", exact: true }).click()
      await page.getByText(/\d dates? changed/).waitFor()
      const untouched = await service.getCapacityCalendar({
        resource_id: prado.id,
        start_date: day(5),
        end_date: day(5),
      })
      expect(untouched.dates[0]!.max_capacity).toBe(3)

      await page.getByRole("radio", { name: /Clamp/ }).click()
      await fill(page, "1")
      await page.getByRole("button", { name: /Change 2 resources/ }).click()
      await page.getByText("dates are changed", { exact: false }).waitFor()
      const { dates } = await service.getCapacityCalendar({
        resource_id: prado.id,
        start_date: day(0),
        end_date: day(5),
      })
      expect([dates[0], dates[5]].map((each) => [each!.max_capacity, each!.target_capacity])).toEqual([
        [2, 1],
        [1, null],
      ])
    })

    it("changes nothing whose preview has failed", async () => {
      const { prado, cruiser } = await aShop()
      const page = await desk.open(
        `/bookings/resources/capacity?resources=${prado.id},${cruiser.id}&start=${day(4)}&end=${day(5)}`,
      )
      // The line breaks during the preview of one, and is there again afterwards.
      await page.route(`**/resources/${prado.id}/capacity`, (route) => route.abort(), { times: 1 })
      await fill(page, "5")
      await page.getByRole("alert").waitFor()
      await page.getByRole("button", { name: "Change 1 resource", exact: true }).click()
      await page.getByText("2 dates changed").waitFor()
      await page.getByRole("button", { name: "Preview" }).waitFor()
      const units = async ({ id: resource_id }: { id: string }) =>
        (await service.getCapacityCalendar({ resource_id, start_date: day(4), end_date: day(5) })).dates.map(
          ({ max_capacity }) => max_capacity,
        )
      expect(await units(prado)).toEqual([3, 3])
      expect(await units(cruiser)).toEqual([5, 5])
    })

    it("forgets a preview of what is no longer in the form, also one that is still under way", async () => {
      const { cruiser } = await aShop()
      const page = await desk.open(`/bookings/resources/capacity?resources=${cruiser.id}&start=${day(4)}&end=${day(4)}`)
      let goOn = () => {}
      const changed = new Promise<void>((resolve) => (goOn = resolve))
      await page.route(
        `**/resources/${cruiser.id}/capacity`,
        async (route) => {
          await changed
          await route.continue()
        },
        { times: 1 },
      )
      const underWay = page.waitForRequest((request) => request.url().endsWith("/capacity"))
      await page.getByLabel("Units of each date").fill("9")
      await page.getByRole("button", { name: "Preview" }).click()
      await underWay
      await page.getByLabel("Units of each date").fill("2")
      const answered = page.waitForResponse((response) => response.url().endsWith("/capacity"))
      goOn()
      await (await answered).finished()

      await page.getByRole("button", { name: "Preview" }).click()
      await page.getByRole("button", { name: "Change 1 resource", exact: true }).click()
      await page.getByText("1 date is changed").waitFor()
      const { dates } = await service.getCapacityCalendar({
        resource_id: cruiser.id,
        start_date: day(4),
        end_date: day(4),
      })
      expect(dates[0]!.max_capacity).toBe(2)
    })

    it("refuses what somebody else has changed since the preview, and says what", async () => {
      const { cruiser } = await aShop()
      const page = await desk.open(`/bookings/resources/capacity?resources=${cruiser.id}&start=${day(1)}&end=${day(3)}`)
      await fill(page, "4")
      await service.setCapacity({ resource_id: cruiser.id, start_date: day(2), end_date: day(2), max_capacity: 7 })
      await page.getByRole("button", { name: /Change 1 resource/ }).click()
      await page.getByRole("alert").getByText("Somebody else has changed this meanwhile").waitFor()
      await page.getByText(/0\/1 → 0\/7/).waitFor()

      await page.getByRole("button", { name: /Change 1 resource/ }).click()
      await page.getByText("3 dates are changed").waitFor()
    })
  })

  describe("how the pages look", () => {
    const pages = async () => {
      const { prado } = await aShop()
      return [
        "/bookings/resources",
        "/bookings/resources/create",
        `/bookings/resources/${prado.id}`,
        `/bookings/resources/${prado.id}/edit`,
        `/bookings/resources/capacity?resources=${prado.id}`,
      ]
    }

    it.each([
      { width: 1280, dark: false },
      { width: 390, dark: false },
      { width: 1280, dark: true },
    ])("has nothing serious for axe and nothing cut off at $width px, dark: $dark", async (look) => {
      const found: Record<string, string[]> = {}
      for (const address of await pages()) {
        const page = await desk.open(address, look)
        const within = /create|edit|capacity/.test(address) ? "[role=dialog]" : "main"
        await page.locator(within).waitFor()
        await page.waitForLoadState("networkidle")
        const problems = [...(await seriousViolations(page, { within })), ...(await cutOff(page))]
        if (problems.length > 0) found[address] = problems
      }
      expect(found).toEqual({})
    })

    it("speaks German", async () => {
      await aShop()
      const page = await desk.open("/bookings/resources", { language: "de" })
      await page.getByText("Was nach Tagen verkauft wird", { exact: false }).waitFor()
      await page.getByRole("link", { name: "Ressourcen" }).first().waitFor()
    })
  })
})
