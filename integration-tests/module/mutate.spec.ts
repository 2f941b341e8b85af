import { day } from "../helpers/build"
import { moduleSuite } from "../helpers/module-suite"
import { takeAnyway, withMutation, withoutConstraint, withoutIndex, withoutTrigger } from "../helpers/mutate"

moduleSuite(({ build, db, service }) => {
  const present = () =>
    db.one<{ hash: string }>(`
      select md5(string_agg(line, E'\\n' order by line)) as hash from (
        select pg_get_functiondef(oid) as line from pg_proc
        where pronamespace = current_schema()::regnamespace and prokind = 'f' and proname like 'rb\\_%'
        union all
        select indexdef from pg_indexes where schemaname = current_schema()
        union all
        select conname || pg_get_constraintdef(oid) from pg_constraint
        where connamespace = current_schema()::regnamespace
        union all
        select tgname || tgenabled::text || pg_get_triggerdef(oid) from pg_trigger) as everything`)

  it("refuses a mutation that changes nothing, as the function has been rewritten since", async () => {
    const unchanged = withMutation(
      db,
      "rb_take_units_1",
      (text) => text.replace("no such words", ""),
      async () => {},
    )
    await expect(unchanged).rejects.toThrow(/changes nothing/)
  })

  it("oversells while the guards of a sale are off, and has them back afterwards with empty tables", async () => {
    const before = await present()
    const oversold = withoutConstraint(db, "resource_capacity_available_check", () =>
      withMutation(db, "rb_take_units_1", takeAnyway, () =>
        withMutation(
          db,
          "rb_refuse_short_1",
          (text) => text.replace(/\bbegin\b/i, "begin return null;"),
          async () => {
            const resource = await build.resource({ capacity: 1 })
            await build.hold({ resource, dates: [day(1)] })
            await build.hold({ resource, dates: [day(1)] })
            const rows = await db.query("select available_capacity from resource_capacity where date = $1", [day(1)])
            expect(rows).toEqual([{ available_capacity: -1 }])
          },
        ),
      ),
    )
    await oversold
    expect(await service.listBookingHolds()).toEqual([])
    expect(await present()).toEqual(before)
  })

  it("puts a guard back where the work has failed", async () => {
    const before = await present()
    const fail = () => Promise.reject(new Error("the race was lost"))
    await expect(withoutIndex(db, "resource_hold_token_key", fail)).rejects.toThrow("the race was lost")
    await expect(withoutConstraint(db, "resource_hold_status_check", fail)).rejects.toThrow("the race was lost")
    await expect(withoutTrigger(db, "resource_hold_is_final", fail)).rejects.toThrow("the race was lost")
    expect(await present()).toEqual(before)
  })
})
