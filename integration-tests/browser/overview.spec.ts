import { expectOk } from "../helpers/api"
import { ageHold, day, days } from "../helpers/build"
import { orderedBooking } from "../helpers/checkout"
import { deskSuite } from "../helpers/browser/desk-suite"
import { cutOff, picture, seriousViolations } from "../helpers/browser/looks"
import { createVariant, linkVariant } from "../helpers/product"

const ADMIN = "/admin/resource-booking"

deskSuite(({ desk, api, build, db, service }) => {
  // Products outlive a test, and two of one title are refused.
  let products = 0
  /** A resource with two units a day, and the product that sells it. */
  const onSale = async (name: string, capacity = 2) => {
    const resource = await build.resource({ name, capacity })
    const product = await createVariant(api, { title: `${name} hire ${++products}` })
    await linkVariant(api, resource.id, product.variant_id)
    return { resource, ...product }
  }

  const hold = (resource: { id: string }, date: string, quantity = 1) =>
    api.store.post<{ hold: { id: string } }>("/store/resource-booking/holds", {
      resource_id: resource.id,
      dates: [date],
      quantity,
      customer_email: `guest-${date}-${quantity}@example.com`,
    })

  /** Of four holds one was booked, one released, one has lapsed and one runs; and somebody wanted more than there was. */
  const aBusyWeek = async () => {
    const { resource, variant_id } = await onSale("Prado")
    await build.resource({ name: "K'gari Day Tour", type: "TOUR", capacity: 8 })
    const order = await orderedBooking(api, { variant_id, start_date: day(1), end_date: day(3) })
    const [released, lapsed] = [
      expectOk(await hold(resource, day(4))).hold,
      expectOk(await hold(resource, day(5))).hold,
    ]
    expectOk(await hold(resource, day(6)))
    expectOk(await api.store.delete(`/store/resource-booking/holds/${released.id}`))
    await ageHold(db, lapsed.id)
    expectOk(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`))
    expect((await hold(resource, day(2), 2)).status).toBe(409)
    return { resource, order }
  }

  /** The desk has cancelled what an order has paid for. */
  const unservedOrder = async () => {
    const sold = await onSale("Troopy")
    const order = await orderedBooking(api, { variant_id: sold.variant_id, start_date: day(1), end_date: day(2) })
    const [booked] = await service.getOrderAllocations(order.id)
    expectOk(await api.admin.post(`${ADMIN}/allocations/${booked!.id}/cancel`, { reason: "Gearbox" }))
    expectOk(await api.admin.post(`${ADMIN}/orders/${order.id}/settle`))
    return { ...sold, order }
  }

  /** Twelve weeks of a small fleet, as an operator would look at them. */
  const aSeason = async () => {
    const fleet = await Promise.all([
      build.resource({ name: "Prado", capacity: 3, from: -28, days: 90 }),
      build.resource({ name: "K'gari Day Tour", type: "TOUR", capacity: 16, from: -28, days: 90 }),
      build.resource({ name: "Guide: Tess", type: "GUIDE", capacity: 1, from: -28, days: 42 }),
    ])
    const units = [2, 11, 1]
    for (let first = -28; first < 30; first += 3) {
      for (const [index, resource] of fleet.entries()) {
        if (index === 2 && first > 8) continue
        const dates = days(first, first + ((first + 28 + index) % 3))
        const quantity = 1 + ((first + 40) % units[index]!)
        await build.booking({ resource, dates, quantity, allow_past: true })
      }
      const lost = await build.hold({ resource: fleet[0]!, dates: [day(40 + (first % 5))] })
      if (first % 2 === 0) await service.releaseHold(lost.id, "user_test")
      else if (first > -20) await ageHold(db, lost.id)
    }
    expectOk(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`))
    // Holds are placed today and are to look as if they had been placed in the last weeks, by customers.
    await db.query(
      `update resource_hold h
       set source = 'STORE', created_at = now() - (row.n % 28) * interval '1 day'
       from (select id, row_number() over (order by id) as n from resource_hold) as row
       where row.id = h.id`,
    )
    for (const ahead of [1, 2, 2, 5, 9, 9, 9, 16]) await hold(fleet[2]!, day(ahead), 2)
  }

  describe("the overview", () => {
    const range = `from=${day(-1)}&to=${day(8)}`

    it("has the numbers of its charts in words and in tables", async () => {
      await aBusyWeek()
      const page = await desk.open(`/bookings/overview?${range}`)
      const conversion = page.getByRole("table", { name: "From hold to booking" })
      await conversion.waitFor({ state: "attached" })
      const rows = await conversion.getByRole("row").allInnerTexts()
      expect(rows).toHaveLength(1 + 3)
      expect(rows.some((row) => /\b4\b.*\b1\b.*\b1\b.*\b1\b.*\b1\b/s.test(row))).toBe(true)

      const utilisation = page.getByRole("table", { name: "Utilisation by type and week" })
      expect(await utilisation.getByRole("columnheader").allInnerTexts()).toEqual(["Week from", "TOUR", "VEHICLE"])
      // Nine open days of two vehicles, of which three unit days are booked.
      await page.getByText("3 of 18 unit days").first().waitFor()
      await page.getByText("1 of 3 ended holds").first().waitFor()
      const demand = page.getByRole("table", { name: "Lost demand" })
      expect(await demand.getByRole("row").allInnerTexts()).toHaveLength(1 + 10)
      await page.getByText("Not enough is free on these dates").waitFor()
      expect(await page.locator(".recharts-line").count()).toBe(2)
      expect(await page.locator(".recharts-bar-rectangle path").count()).toBeGreaterThan(3)
      const width = async () => (await utilisation.boundingBox())!.width
      expect(await width()).toBeLessThan(300)
      await page.getByRole("button", { name: "As a table" }).first().click()
      expect(await width()).toBeGreaterThan(300)
      expect(await utilisation.getByRole("cell", { name: /^\d+%$/ }).count()).toBeGreaterThan(1)
    })

    it("counts no day of which holds may be deleted already, and says since when it counts", async () => {
      const { resource } = await onSale("Prado")
      // Long ago one was booked, and all that were not are gone.
      const booked = await build.hold({ resource, dates: [day(5)] })
      await service.confirmHolds({ hold_ids: [booked.id] })
      await db.query(
        "update resource_hold set source = 'STORE', created_at = now() - interval '40 days' where id = $1",
        [booked.id],
      )
      const lapsed = expectOk(await hold(resource, day(6))).hold
      await ageHold(db, lapsed.id)
      expectOk(await api.admin.post(`${ADMIN}/jobs/cleanup-expired-holds`))
      const page = await desk.open(`/bookings/overview?from=${day(-60)}&to=${day(0)}`)
      await page.getByText("0 of 1 ended holds").first().waitFor()
      expect(await page.getByText(/^from .*\d on$/).count()).toBe(2)
      await page.getByText("Holds that were not booked are kept for a while only", { exact: false }).waitFor()
    })

    it("keeps its dates in the address, and says what is wrong with them", async () => {
      const page = await desk.open(`/bookings/overview?from=${day(3)}&to=${day(1)}`)
      await page.getByRole("alert").getByText("The last day lies before the first").waitFor()
      await page.getByRole("combobox", { name: "Range" }).click()
      await page.getByRole("option", { name: "Next 90 days" }).click()
      await page.getByText("Nothing on offer").waitFor()
      expect(new URL(page.url()).searchParams.has("from")).toBe(true)
      expect(await page.getByRole("alert").count()).toBe(0)
    })

    it("resolves an incident with a note, and keeps who did it and why", async () => {
      const { order } = await unservedOrder()
      const page = await desk.open("/bookings/overview")
      await page.getByText("An order lacks what it was sold").waitFor()
      await page.getByText(/Troopy hire \d+: its booking was cancelled at the desk/).waitFor()
      expect(await page.getByRole("link", { name: "Open the order" }).getAttribute("href")).toMatch(order.id)
      await page.getByRole("button", { name: "Resolve …" }).click()
      await page.getByLabel("What was done").fill("Troopy replaced by a Prado")
      await page.getByRole("button", { name: "Resolve", exact: true }).click()

      await page.getByText(/^All clear/).waitFor()
      const row = await db.one<{ note: string; by: string }>(
        "select note, resolved_by as by from booking_incident where ref = $1 and kind = 'ORDER_UNSERVED'",
        [order.id],
      )
      expect(row).toEqual({ note: "Troopy replaced by a Prado", by: expect.stringMatching(/^user_/) })
      await page.getByRole("button", { name: "Resolved ones" }).click()
      await page.getByText("Resolved: Troopy replaced by a Prado").waitFor()
    })

    it("looks at an order again, and what is so no longer leaves the list", async () => {
      const { order, resource } = await unservedOrder()
      const page = await desk.open("/bookings/overview")
      await page.getByText("An order lacks what it was sold").waitFor()
      const [line] = order.items
      expectOk(
        await api.admin.post(`${ADMIN}/allocations`, {
          resource_id: resource.id,
          start_date: day(1),
          end_date: day(2),
          order_id: order.id,
          line_item_id: line!.id,
        }),
      )
      await page.getByRole("button", { name: "Look again" }).click()
      await page.getByText(/^All clear/).waitFor()
    })

    it("names overcommitted dates and what soon closes, and runs a job", async () => {
      const crowded = await build.resource({ name: "HiLux", capacity: 3 })
      await build.booking({ resource: crowded, dates: [day(2)], quantity: 3 })
      await service.setCapacity({
        resource_id: crowded.id,
        start_date: day(2),
        end_date: day(2),
        max_capacity: 1,
        clamp: true,
      })
      await build.resource({ name: "Patrol", days: 5 })
      const page = await desk.open("/bookings/overview")
      await page.getByText("3 taken, 1 wanted").waitFor()
      await page.getByRole("link", { name: "Patrol" }).waitFor()
      await page.getByText("Has not run yet").first().waitFor()
      await page.getByRole("button", { name: "Run now: Clean up lapsed holds" }).click()
      await page.getByText("Clean up lapsed holds: done").first().waitFor()
      await page.getByText(/Last run/).waitFor()
      await picture(page, "overview-upkeep")
    })

    it.each([
      { width: 1280, dark: false, language: "en" as const },
      { width: 1280, dark: true, language: "en" as const },
      { width: 390, dark: false, language: "en" as const },
      { width: 390, dark: true, language: "de" as const },
    ])("has nothing serious for axe and nothing cut off at $width px, dark: $dark, $language", async (look) => {
      await aSeason()
      await unservedOrder()
      const page = await desk.open("/bookings/overview", look)
      await page.locator(".recharts-bar-rectangle path").first().waitFor()
      await page.getByRole("link", { name: /Open the order|Zur Bestellung/ }).waitFor()
      expect([...(await seriousViolations(page)), ...(await cutOff(page))]).toEqual([])
      if (look.language === "en") await picture(page, pictureName("overview", look))
    })
  })
})

const pictureName = (name: string, { width, dark }: { width: number; dark: boolean }) =>
  [name, width < 1000 && "phone", dark && "dark"].filter(Boolean).join("-")
