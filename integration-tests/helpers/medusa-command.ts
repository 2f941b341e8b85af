import { execFile } from "node:child_process"
import path from "node:path"
import { promisify } from "node:util"

export const ROOT = process.cwd()
export const MEDUSA_CLI = path.join(ROOT, "node_modules/@medusajs/cli/cli.js")

/** The same for every process, so that the seeded admin's token is good for all. */
export const ADMIN_SECRET = "jwt-of-the-tests"

/** What every app of the tests has beside our modules: a payment provider that does as a test says, and mail that goes nowhere. */
export const MORE_MODULES = JSON.stringify([
  {
    resolve: "@medusajs/medusa/payment",
    options: {
      providers: [{ resolve: path.join(ROOT, "integration-tests/helpers/fake-payment-provider"), id: "fake" }],
    },
  },
  {
    resolve: "@medusajs/medusa/notification",
    options: {
      providers: [
        {
          resolve: "@medusajs/medusa/notification-local",
          id: "local",
          options: { name: "Local", channels: ["email", "feed"] },
        },
      ],
    },
  },
])

const run = promisify(execFile)

/** The environment of a medusa process of its own: production mode, the test's database, none of jest's switches, no Redis. */
export function medusaEnv(databaseUrl: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _jest, JEST_WORKER_ID: _worker, REDIS_URL: _shared, ...inherited } = process.env
  return {
    ...inherited,
    NODE_ENV: "production",
    DATABASE_URL: databaseUrl,
    JWT_SECRET: ADMIN_SECRET,
    COOKIE_SECRET: "cookie-of-the-tests",
    MEDUSA_MODULES: MORE_MODULES,
    DISABLE_MEDUSA_ADMIN: "true",
    MEDUSA_DISABLE_TELEMETRY: "true",
    LOG_LEVEL: "info",
    ...more,
  }
}

/** Runs a medusa command on a database and returns what it wrote; fails with that, too. */
export async function medusa(args: string[], databaseUrl: string, more?: NodeJS.ProcessEnv): Promise<string> {
  try {
    const options = { cwd: ROOT, env: medusaEnv(databaseUrl, more), maxBuffer: 64 * 1024 * 1024 }
    return (await run(process.execPath, [MEDUSA_CLI, ...args], options)).stdout
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string }
    throw new Error(`medusa ${args.join(" ")} failed:\n${(stdout + stderr).slice(-4000)}`)
  }
}
