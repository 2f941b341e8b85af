import fs from "node:fs"
import path from "node:path"
import { runMedusa } from "./medusa.mjs"
import { demoDir, root } from "./paths.mjs"
import { step } from "./progress.mjs"

/**
 * Migrates and seeds, and returns what the seed made or found (see seed.ts). Skipped when our own
 * database saw this code already today: the day counts because dates are kept open 365 days ahead.
 */
export async function prepareDatabase({ env, settings, migrateIn, version, notesDir }) {
  const notes = notesDir && path.join(notesDir, "seeded.json")
  const fingerprint = `${version} ${new Date().toDateString()}`
  const known = notes && read(notes)
  if (known?.fingerprint === fingerprint) return known.seed

  await step("Migrating the database", () =>
    runMedusa("The migration", ["db:migrate", "--execute-safe-links"], { cwd: migrateIn, env, log: "migrate.log" }),
  )
  const result = path.join(demoDir, "seed.json")
  await step("Seeding: region, key, admin, vehicles, tours, guides, 365 open days, products", () =>
    runMedusa("The seed", ["exec", "./scripts/demo/seed.ts"], {
      cwd: root,
      // From the root, where TypeScript is compiled on the fly, hence in development mode.
      env: {
        ...env,
        NODE_ENV: "development",
        DEMO_SEED_RESULT: result,
        DEMO_ADMIN_EMAIL: settings.admin_email,
        DEMO_ADMIN_PASSWORD: settings.admin_password,
      },
      log: "seed.log",
    }),
  )
  const seed = JSON.parse(fs.readFileSync(result, "utf8"))
  if (notes) fs.writeFileSync(notes, JSON.stringify({ fingerprint, seed }))
  return seed
}

function read(file) {
  try {
    return JSON.parse(fs.readFileSync(file, "utf8"))
  } catch {
    return null
  }
}
