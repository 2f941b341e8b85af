import fs from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { load } from "./sources.mjs"

const FOLDER = "src/modules/resource_booking/migrations"

/** Runs the module's own migrations, one transaction each, on an empty database and without the rest of Medusa. */
export async function migrate(client) {
  const files = fs
    .readdirSync(path.join(root, FOLDER))
    .filter((name) => name.startsWith("Migration"))
    .sort()
  for (const file of files) {
    const [Migration] = Object.values(load(path.join(FOLDER, file)))
    const migration = new Migration()
    await migration.up()
    await client.query("begin")
    for (const statement of migration.getQueries()) await client.query(statement)
    await client.query("commit")
  }
}
