import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { promisify } from "node:util"
import { ROOT } from "../medusa-command"

const KEPT = path.join(ROOT, ".test/dashboards")
const A_DAY_MS = 24 * 60 * 60 * 1000
const SOURCES = ["src/admin", "package-lock.json", "medusa-config.ts"]
/** What a server finds beside its dashboard: this tree itself. */
const LINKED = ["medusa-config.ts", "package.json", "tsconfig.json", "src", "integration-tests", "node_modules"]

/**
 * A folder to start `medusa start` in, so that it serves the dashboard built of the sources as they are: Medusa looks
 * for it in `public/admin` where it was started, and a build there would stand in the tree. Kept by a hash of what it
 * is made of, since building takes half a minute.
 */
export async function dashboardFolder(): Promise<string> {
  const folder = path.join(KEPT, hashOfSources())
  if (fs.existsSync(folder)) return folder
  fs.mkdirSync(KEPT, { recursive: true })
  forgetOld()
  // Complete before it has its name: another run may look for it meanwhile.
  const draft = fs.mkdtempSync(path.join(KEPT, "draft-"))
  await bundle(path.join(draft, "public/admin"))
  for (const name of LINKED) fs.symlinkSync(path.join(ROOT, name), path.join(draft, name))
  if (!fs.existsSync(folder)) fs.renameSync(draft, folder)
  return folder
}

async function bundle(outDir: string): Promise<void> {
  const script = path.join(__dirname, "build-dashboard.ts")
  // Vite takes an environment that is neither for another build.
  const { NODE_OPTIONS: _jest, JEST_WORKER_ID: _worker, ...inherited } = process.env
  const env = { ...inherited, NODE_ENV: "production" }
  const args = ["--require", "ts-node/register/transpile-only", script, outDir]
  await promisify(execFile)(process.execPath, args, { cwd: ROOT, env, maxBuffer: 64 * 1024 * 1024 }).catch(
    ({ stdout, stderr }: { stdout: string; stderr: string }) => {
      throw new Error(`The dashboard cannot be built:\n${(stdout + stderr).slice(-4000)}`)
    },
  )
}

function forgetOld(): void {
  for (const name of fs.readdirSync(KEPT)) {
    const old = path.join(KEPT, name)
    if (fs.statSync(old).mtimeMs < Date.now() - A_DAY_MS) fs.rmSync(old, { recursive: true, force: true })
  }
}

function hashOfSources(): string {
  const hash = createHash("sha256")
  for (const file of SOURCES.flatMap(filesIn)) hash.update(`${file}\0`).update(fs.readFileSync(path.join(ROOT, file)))
  return hash.digest("hex").slice(0, 20)
}

function filesIn(entry: string): string[] {
  if (!fs.statSync(path.join(ROOT, entry)).isDirectory()) return [entry]
  return fs
    .readdirSync(path.join(ROOT, entry))
    .sort()
    .flatMap((name) => filesIn(`${entry}/${name}`))
}
