import crypto from "node:crypto"
import fs from "node:fs"
import os from "node:os"
import path from "node:path"

/**
 * A stopped PostgreSQL cluster that holds the migrated and seeded shop, kept between runs: making it costs a quarter
 * of a minute of one core, copying it a second. Its name is a hash of all it was made from.
 */
const SOURCES = [
  "package-lock.json",
  "medusa-config.ts",
  "integration-tests/helpers/seed-shop.ts",
  "integration-tests/helpers/fake-payment-provider",
  "src/links",
  "src/modules",
]
const PARENT = path.join(os.tmpdir(), `resource-booking-shop-${process.getuid?.() ?? 0}`)
const A_DAY_MS = 24 * 60 * 60 * 1000

const folder = () => path.join(PARENT, hashOfSources())

/** Copies the cluster and what is known of its shop into the run's directory; false where there is none yet. */
export function takeShop({ dataDir, shopFile }) {
  const kept = folder()
  if (!fs.existsSync(kept)) return false
  fs.cpSync(path.join(kept, "data"), dataDir, { recursive: true, preserveTimestamps: true })
  fs.copyFileSync(path.join(kept, "shop.json"), shopFile)
  const { uid, gid } = fs.statSync(path.join(kept, "data"))
  ownAll(dataDir, uid, gid)
  return true
}

/** Moves the stopped cluster of a run that made a shop to where the next run finds it. */
export function keepShop({ dataDir, shopFile }) {
  const kept = folder()
  if (!fs.existsSync(shopFile) || fs.existsSync(kept)) return
  fs.mkdirSync(PARENT, { recursive: true, mode: 0o700 })
  for (const name of fs.readdirSync(PARENT)) {
    const old = path.join(PARENT, name)
    if (fs.statSync(old).mtimeMs < Date.now() - A_DAY_MS) fs.rmSync(old, { recursive: true, force: true })
  }
  // Complete before it has its name: a run beside this one never copies half of it.
  const draft = fs.mkdtempSync(path.join(PARENT, "draft-"))
  fs.cpSync(dataDir, path.join(draft, "data"), { recursive: true })
  const { uid, gid } = fs.statSync(dataDir)
  ownAll(path.join(draft, "data"), uid, gid)
  fs.copyFileSync(shopFile, path.join(draft, "shop.json"))
  try {
    fs.renameSync(draft, kept)
  } catch {
    fs.rmSync(draft, { recursive: true, force: true })
  }
}

function ownAll(entry, uid, gid) {
  if (process.getuid?.() !== 0) return
  fs.lchownSync(entry, uid, gid)
  if (!fs.lstatSync(entry).isDirectory()) return
  for (const name of fs.readdirSync(entry)) ownAll(path.join(entry, name), uid, gid)
}

/** Of modules only what migrates them: whoever edits a rule keeps the shop. */
function hashOfSources() {
  const hash = crypto.createHash("sha256")
  for (const file of SOURCES.flatMap(filesIn)) {
    if (file.startsWith("src/modules/") && !file.includes("/migrations/")) continue
    hash.update(`${file}\0`).update(fs.readFileSync(file))
  }
  return hash.digest("hex").slice(0, 20)
}

function filesIn(entry) {
  if (!fs.existsSync(entry)) return []
  if (!fs.statSync(entry).isDirectory()) return [entry]
  return fs
    .readdirSync(entry)
    .sort()
    .flatMap((name) => filesIn(path.join(entry, name)))
}
