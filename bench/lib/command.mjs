import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { endWithNpm } from "../../scripts/demo/lifecycle.mjs"
import { stopAll } from "../../scripts/lib/command.mjs"
import { PlainError } from "../../scripts/lib/plain-error.mjs"
import { startPostgres } from "../../scripts/lib/postgres.mjs"

/**
 * Runs a command of the bench: `main({ folder, startPostgres })` with a temporary folder and a PostgreSQL of its own in
 * it. Whatever it has started is stopped and removed when it ends, fails or is stopped.
 */
export async function benchCommand(name, main) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), `resource-booking-${name}-`))
  // PostgreSQL runs as another account where we are root, and must be able to walk there.
  fs.chmodSync(folder, 0o755)
  let postgres
  let tidying
  let stopped = false
  const tidyUp = async () => {
    await stopAll()
    await postgres?.stop()
    // The data may have had to go elsewhere, to where PostgreSQL's account can walk.
    const folders = postgres ? [postgres.dataDir, folder] : [folder]
    for (const one of folders) fs.rmSync(one, { recursive: true, force: true, maxRetries: 3 })
  }
  const end = async (code) => {
    await (tidying ??= tidyUp())
    // A pool that PostgreSQL's end has cut may still be waiting for something.
    process.exit(code)
  }
  const stop = () => {
    stopped = true
    console.error("\nStopping …")
    void end(130)
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, stop)
  endWithNpm(stop)

  try {
    await main({
      folder,
      // With a port, the same once more: a run that has ended it goes on with its data.
      startPostgres: async (settings = {}, port = undefined) =>
        (postgres = await startPostgres({ dataDir: path.join(folder, "postgres"), settings, port })),
    })
    await end(0)
  } catch (error) {
    // What is stopped under a running measurement fails.
    if (!stopped) console.error(`\n${error instanceof PlainError ? error.message : error.stack}`)
    await end(stopped ? 130 : 1)
  }
}
