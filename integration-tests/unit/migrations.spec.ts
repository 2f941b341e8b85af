import fs from "node:fs"
import path from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"

const MODULES = "src/modules"

const files = fs.readdirSync(MODULES).flatMap((module) => {
  const folder = path.join(MODULES, module, "migrations")
  return fs
    .readdirSync(folder)
    .filter((name) => /^Migration\d+\.ts$/.test(name))
    .map((name) => path.join(folder, name))
})

const statementsOf = async (file: string, way: "up" | "down"): Promise<string[]> => {
  const [Made] = Object.values(jest.requireActual<Record<string, new () => Migration>>(path.resolve(file)))
  const migration = new Made!()
  await migration[way]()
  return migration.getQueries().map(String)
}

describe.each(files)("%s", (file) => {
  it.each(["up", "down"] as const)("%s: says first how long it waits for a table", async (way) => {
    expect((await statementsOf(file, way))[0]).toBe("set local lock_timeout = '5s'")
  })

  it("takes nothing away that code before it uses", async () => {
    const taking =
      /^\s*(drop|truncate)\b|^\s*alter table .*\b(drop|rename|type|set not null)\b|^\s*create or replace\b/i
    expect((await statementsOf(file, "up")).filter((statement) => taking.test(statement))).toEqual([])
  })

  it("names each function with a version", async () => {
    const names = (await statementsOf(file, "up")).flatMap((statement) =>
      [...statement.matchAll(/^\s*create function (\w+)/gim)].map(([, name]) => name!),
    )
    expect(names.filter((name) => !/^rb_\w+_\d+$/.test(name))).toEqual([])
  })
})

it("finds the migrations of both modules", () => {
  expect(files.map((file) => file.split(path.sep)[2])).toEqual([
    "booking_journal",
    "resource_booking",
    "resource_booking",
  ])
})
