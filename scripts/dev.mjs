import { PlainError } from "./lib/plain-error.mjs"
import { openDatabase } from "./demo/database.mjs"
import { atEnd, run } from "./demo/lifecycle.mjs"
import { takeLock } from "./demo/lock.mjs"
import { medusaEnv, spawnMedusa } from "./demo/medusa.mjs"
import { root } from "./demo/paths.mjs"
import { assertPortFree, chosenPort } from "./demo/port.mjs"
import { prepareDatabase } from "./demo/prepare.mjs"
import { demoSettings } from "./demo/settings.mjs"
import { sourceHash } from "./demo/sources.mjs"

await run(async () => {
  const port = chosenPort()
  const url = `http://localhost:${port}`
  atEnd(takeLock("npm run dev", url))
  await assertPortFree(port)

  const database = await openDatabase({ fresh: false })
  const settings = demoSettings()
  const env = medusaEnv({ databaseUrl: database.url, settings, port, mode: "development" })
  const seed = await prepareDatabase({
    env,
    settings,
    migrateIn: root,
    version: sourceHash(),
    notesDir: database.notesDir,
  })
  console.log(
    `\nDashboard ${url}/app (${settings.admin_email}, ${settings.admin_password}), publishable key ${seed.publishable_key}\n`,
  )

  const server = spawnMedusa(["develop", "--port", String(port)], { cwd: root, env })
  const untilFailure = server.ended.then((code) => {
    throw new PlainError(`medusa develop ended (${code}).`)
  })
  return { untilFailure: Promise.race([untilFailure, database.untilFailure ?? untilFailure]) }
})
