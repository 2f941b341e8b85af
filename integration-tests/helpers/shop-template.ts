import fs from "node:fs"
import path from "node:path"
import { createDatabase, databaseExists, databaseUrl, inTurn, renameDatabase } from "./database"
import { medusa } from "./medusa-command"
import type { Shop } from "./seed-shop"

const SEED = "./integration-tests/helpers/seed-shop.ts"

/**
 * Creates a migrated and seeded database of that name. Migrating takes ten seconds, so the first call of a run keeps
 * what it made as a template and the others are copies, a quarter of a second each.
 */
export async function createShopDatabase(name: string): Promise<{ url: string; shop: Shop }> {
  const template = process.env.RB_SHOP_TEMPLATE!
  const shopFile = path.join(process.env.RB_TEST_DIR!, "shop.json")
  await inTurn(() => makeOnce(template, shopFile))
  const url = await createDatabase(name, template)
  return { url, shop: JSON.parse(fs.readFileSync(shopFile, "utf8")) as Shop }
}

async function makeOnce(template: string, shopFile: string): Promise<void> {
  if (await databaseExists(template)) return
  // Under its final name only when it is complete: a file that failed half-way must not spoil those after it.
  const draft = `${template}_draft`
  await createDatabase(draft)
  await medusa(["db:migrate"], databaseUrl(draft))
  await medusa(["exec", SEED, shopFile], databaseUrl(draft))
  await renameDatabase(draft, template)
}
