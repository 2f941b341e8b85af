import { day } from "../helpers/build"
import { deskSuite } from "../helpers/browser/desk-suite"
import { cutOff, picture, seriousViolations } from "../helpers/browser/looks"

deskSuite(({ desk, build, service }) => {
  const blackouts = async () => (await service.listBlackouts({ limit: 50 })).rows
  const tomorrow = `start=${day(1)}&end=${day(2)}`

  /** A vehicle with a booking and a hold tomorrow, and a tour. */
  const aFleet = async () => {
    const prado = await build.resource({ name: "Prado", capacity: 3 })
    const tour = await build.resource({ name: "K'gari Day Tour", type: "TOUR", capacity: 16 })
    const booking = await build.booking({
      resource: prado,
      contact: { contact_name: "Jo Doe", contact_phone: "0400 000 000" },
    })
    const hold = await build.hold({ resource: prado, customer_email: "kim@example.com" })
    return { prado, tour, booking, hold }
  }

  it("says what to do where nothing is closed", async () => {
    const page = await desk.open("/bookings/blackouts")
    await page.getByText("Nothing is closed").waitFor()
  })

  it("says that there may be more bookings where as many are there as the server lists", async () => {
    const prado = await build.resource({ name: "Prado", capacity: 501 })
    for (let booked = 0; booked < 501; booked++) await build.booking({ resource: prado, dates: [day(1)] })
    const page = await desk.open(`/bookings/blackouts/create?resource_id=${prado.id}&${tomorrow}`)
    await page.getByText("At least 500 bookings on these dates").waitFor()
  })

  it("shows who stands on the dates before they are closed, and closes only after a choice", async () => {
    const { prado, hold } = await aFleet()
    const page = await desk.open(`/bookings/blackouts/create?resource_id=${prado.id}&${tomorrow}`)
    await page.getByText("1 booking on these dates").waitFor()
    await page.getByText("Jo Doe · 0400 000 000").waitFor()
    await page.getByText("kim@example.com").waitFor()
    await picture(page, "blackout-conflicts")

    await page.getByLabel("Reason").fill("Gearbox")
    await page.getByRole("button", { name: "Close these dates" }).click()
    await page.getByText("Choose what becomes of them").waitFor()
    expect(await blackouts()).toEqual([])

    await page.getByRole("radio", { name: /Release the holds/ }).click()
    await page.getByRole("button", { name: "Close these dates" }).click()
    await page.getByText("These dates are closed and 1 hold is released").waitFor()
    expect(await blackouts()).toMatchObject([{ resource_id: prado.id, reason: "Gearbox", start_date: day(1) }])
    expect((await service.listHolds({ resource_id: prado.id })).rows.find(({ id }) => id === hold.id)!.status).toBe(
      "RELEASED",
    )
    await page.getByRole("cell", { name: "Gearbox" }).waitFor()
  })

  it("closes a type without conflicts at once, and what it does not know it says beside the field", async () => {
    await aFleet()
    const page = await desk.open(`/bookings/blackouts/create?resource_type=TOUR&${tomorrow}`)
    await page.getByText("Nothing is held or booked on these dates").waitFor()
    await page.getByRole("button", { name: "Close these dates" }).click()
    await page.getByText("Say why: your colleagues will ask").waitFor()
    await page.getByLabel("Reason").fill("Cyclone")
    await page.getByRole("button", { name: "Close these dates" }).click()
    await page.getByText("These dates are closed", { exact: true }).waitFor()
    expect(await blackouts()).toMatchObject([{ resource_type: "TOUR", resource_id: null }])
  })

  it("closes today in two clicks, says what stays, and takes it back", async () => {
    const { prado } = await aFleet()
    await build.booking({ resource: prado, dates: [day(0)] })
    const page = await desk.open("/bookings/blackouts")
    await page.getByRole("button", { name: "Close today" }).click()
    await page.getByRole("menuitem", { name: "Close all of VEHICLE" }).click()
    await page.getByText("VEHICLE: closed for today").waitFor()
    await page.getByText("Still valid: 1 booking, 0 holds").waitFor()
    expect(await blackouts()).toMatchObject([{ resource_type: "VEHICLE", start_date: day(0), end_date: day(0) }])

    await page.getByRole("button", { name: "Undo" }).click()
    await page.getByText("Nothing is closed").waitFor()
    expect(await blackouts()).toEqual([])
  })

  it("says both days before it closes resources in two zones, where today is not the same day", async () => {
    await build.resource({ name: "Launch", type: "BOAT", timezone: "Pacific/Kiritimati" })
    await build.resource({ name: "Dinghy", type: "BOAT", timezone: "Pacific/Niue" })
    const page = await desk.open("/bookings/blackouts")
    await page.getByRole("button", { name: "Close today" }).click()
    await page.getByRole("menuitem", { name: "Close all of BOAT" }).click()
    const question = page.getByRole("alertdialog")
    await question.getByText("Pacific/Kiritimati", { exact: false }).waitFor()
    await question.getByText("Pacific/Niue", { exact: false }).waitFor()
    expect(await blackouts()).toEqual([])
    await question.getByRole("button", { name: "Close these days" }).click()
    await page.getByText("BOAT: closed for today").waitFor()
    const [closed] = await blackouts()
    expect(closed!.start_date < closed!.end_date).toBe(true)
  })

  it("edits one, refuses a stale edit with what has changed, and ends it", async () => {
    const { tour } = await aFleet()
    const blackout = await build.blackout({ resource_id: tour.id, start_date: day(5), reason: "Ferry in dock" })
    const page = await desk.open(`/bookings/blackouts/edit/${blackout.id}`)
    await page.getByLabel("Reason").fill("Ferry still in dock")
    await service.updateBlackout(blackout.id, { end_date: day(6) }, { by: "user_other" })
    await page.getByRole("button", { name: "Save" }).click()
    const alert = page.getByRole("alert")
    await alert.getByText("Somebody else has changed this meanwhile").waitFor()
    const inWords = (date: string) =>
      new Date(`${date}T00:00:00Z`).toLocaleDateString("en", { dateStyle: "medium", timeZone: "UTC" })
    expect(await alert.innerText()).toContain(`Last day: ${inWords(day(5))} → ${inWords(day(6))}`)

    await alert.getByRole("button", { name: "Show what is there now" }).click()
    expect(await page.getByLabel("Reason").inputValue()).toBe("Ferry in dock")
    await page.getByRole("button", { name: "End blackout" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "End blackout" }).click()
    await page.getByText("The blackout is ended").waitFor()
    expect(await blackouts()).toEqual([])
  })

  it("asks about what stands on its dates only where they are others than before", async () => {
    const { prado } = await aFleet()
    const blackout = await build.blackout({ resource_id: prado.id, start_date: day(1), reason: "Gearbox" })
    await build.booking({ resource: prado, dates: [day(4)], contact: { contact_name: "Sam Lee" } })
    const page = await desk.open(`/bookings/blackouts/edit/${blackout.id}`)
    await page.getByLabel("Reason").fill("Gearbox and clutch")
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("cell", { name: "Gearbox and clutch" }).waitFor()

    await service.updateBlackout(blackout.id, { end_date: day(3) }, { by: "user_other", on_conflict: "keep" })
    await page.goto(`${desk.url}/app/bookings/blackouts/edit/${blackout.id}`)
    const [year, month, ofMonth] = day(4).split("-")
    const last = page.getByRole("group", { name: "Last day" }).getByRole("spinbutton", { name: /^month/ })
    await last.pressSequentially(`${month}${ofMonth}${year}`)
    await page.getByText("Sam Lee").waitFor()
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByText("Choose what becomes of them").waitFor()
    expect((await blackouts())[0]!.end_date).toBe(day(3))
  })

  const lastDay = async (page: Awaited<ReturnType<typeof desk.open>>, date: string) => {
    const [year, month, ofMonth] = date.split("-")
    const last = page.getByRole("group", { name: "Last day" }).getByRole("spinbutton", { name: /^month/ })
    await last.pressSequentially(`${month}${ofMonth}${year}`)
  }

  it("asks again what becomes of them where the dates have changed since the choice", async () => {
    const { prado } = await aFleet()
    await build.booking({ resource: prado, dates: [day(4)], contact: { contact_name: "Sam Lee" } })
    const page = await desk.open(`/bookings/blackouts/create?resource_id=${prado.id}&${tomorrow}`)
    await page.getByText("Jo Doe").waitFor()
    await page.getByLabel("Reason").fill("Gearbox")
    await page.getByRole("radio", { name: /Release the holds/ }).click()
    await lastDay(page, day(4))
    await page.getByRole("button", { name: "Close these dates" }).click()
    await page.getByText("Choose what becomes of them").waitFor()
    await page.getByText("Sam Lee").waitFor()
    expect(await page.getByRole("radio", { name: /Release the holds/ }).isChecked()).toBe(false)
    expect(await blackouts()).toEqual([])
  })

  it("asks about dates that somebody else has opened meanwhile", async () => {
    const { prado } = await aFleet()
    const dates = { start_date: day(4), end_date: day(6) }
    const blackout = await build.blackout({ resource_id: prado.id, ...dates, reason: "Gearbox" })
    await build.booking({ resource: prado, dates: [day(2)] })
    const page = await desk.open(`/bookings/blackouts/edit/${blackout.id}`)
    await page.getByLabel("Reason").fill("Gearbox and clutch")
    await service.updateBlackout(blackout.id, { end_date: day(4) }, { by: "user_other" })
    await build.booking({ resource: prado, dates: [day(6)], contact: { contact_name: "Sam Lee" } })
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByRole("alert").getByRole("button", { name: "Keep what I have written" }).click()
    await page.getByText("Sam Lee").waitFor()
    await page.getByRole("button", { name: "Save" }).click()
    await page.getByText("Choose what becomes of them").waitFor()
    expect((await blackouts())[0]!.end_date).toBe(day(4))
  })

  it.each([
    { width: 1280, dark: false },
    { width: 390, dark: false },
    { width: 1280, dark: true },
  ])("has nothing serious for axe and nothing cut off at $width px, dark: $dark", async (look) => {
    const { prado } = await aFleet()
    const { id } = await build.blackout({ resource_id: prado.id, start_date: day(1), reason: "Gearbox" })
    await build.blackout({ resource_type: "TOUR", start_date: day(0), end_date: day(3), reason: "Cyclone" })
    const found: Record<string, string[]> = {}
    for (const address of [
      "/bookings/blackouts",
      `/bookings/blackouts/create?resource_id=${prado.id}&${tomorrow}`,
      `/bookings/blackouts/edit/${id}`,
    ]) {
      const page = await desk.open(address, look)
      const within = /create|edit|capacity/.test(address) ? "[role=dialog]" : "main"
      await page.locator(within).waitFor()
      await page.waitForLoadState("networkidle")
      if (address.endsWith("blackouts") && !look.dark && look.width === 1280) await picture(page, "blackouts")
      const problems = [...(await seriousViolations(page, { within })), ...(await cutOff(page))]
      if (problems.length > 0) found[address] = problems
    }
    expect(found).toEqual({})
  })
})
