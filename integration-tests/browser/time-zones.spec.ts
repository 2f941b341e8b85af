import type { Page } from "playwright-core"
import { expectOk } from "../helpers/api"
import { day } from "../helpers/build"
import { deskSuite } from "../helpers/browser/desk-suite"
import { fillDay } from "../helpers/browser/fill-day"

/** The first place on earth to begin a day and the last one to end it: 25 hours apart, so never the same day. */
const [FIRST, LAST] = ["Pacific/Kiritimati", "Pacific/Pago_Pago"]

deskSuite(({ desk, api, build }) => {
  const chooseResource = async (page: Page, name: string) => {
    await page.getByRole("combobox", { name: "Resource" }).fill(name)
    await page.getByRole("option", { name: new RegExp(name) }).click()
  }

  describe.each([FIRST, LAST])("a resource in %s", (timezone) => {
    it("asks about days that are over where the resource is, and about no others", async () => {
      const resource = await build.resource({ name: "Island Jeep", timezone, from: -3 })
      const { id, booking_id } = await build.booking({ resource, dates: [day(1, timezone)] })
      const pages = ["/bookings/list/book", `/bookings/list/${booking_id}/move/${id}`]
      for (const address of pages) {
        const page = await desk.open(address, { timezone: timezone === FIRST ? LAST : FIRST })
        const form = page.getByRole("dialog")
        if (address === pages[0]) await chooseResource(page, "Island Jeep")
        await fillDay(form, "First day", day(0, timezone))
        await fillDay(form, "Last day", day(0, timezone))
        await form.getByText("Free for all of it", { exact: false }).waitFor()
        expect(await form.getByRole("checkbox").count()).toBe(0)
        await fillDay(form, "First day", day(-1, timezone))
        await form.getByRole("checkbox").waitFor()
      }
    })
  })

  it("says by the resource's day what is open and what is closed", async () => {
    const resource = await build.resource({ name: "Island Jeep", timezone: LAST, days: 1 })
    const today = day(0, LAST)
    await build.resource({ name: "Atoll Jeep", timezone: FIRST, from: -3, days: 3 })
    const closed = { start_date: today, end_date: today, reason: "Storm" }
    expectOk(await api.admin.post("/admin/resource-booking/blackouts", { resource_id: resource.id, ...closed }))
    const overview = await desk.open("/bookings/overview", { timezone: FIRST })
    const row = (name: string) =>
      overview
        .getByRole("listitem")
        .filter({ has: overview.getByRole("link", { name }) })
        .innerText()
    await overview.getByRole("link", { name: "Island Jeep" }).waitFor()
    expect(await row("Island Jeep")).toMatch(/until/)
    // Its last open day was yesterday: it is closed from today on.
    const [, , ofMonth] = day(0, FIRST).split("-")
    expect(await row("Atoll Jeep")).toMatch(new RegExp(`closed since .*\\b${Number(ofMonth)}\\b`))

    const blackouts = await desk.open("/bookings/blackouts", { timezone: FIRST })
    await blackouts.getByRole("row", { name: /Storm/ }).getByText("In force").waitFor()
  })
})
