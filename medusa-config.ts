import { defineConfig, loadEnv } from "@medusajs/framework/utils"

type ModuleSettings = { resolve: string; options?: Record<string, unknown> }

// The development app around the plugin: its `src` is loaded as the project's own source, so the
// package must not appear in `plugins` here. Shops that install it do that instead.
loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

// Medusa itself refuses to start in production without secrets of its own.
const developmentSecret = process.env.NODE_ENV === "production" ? undefined : "supersecret"
const dashboardOrigins = "http://localhost:9000,http://localhost:5173"

const options = fromJson<Record<string, unknown>>("RESOURCE_BOOKING_OPTIONS", "{}", '{"hold_ttl_minutes": 20}')
// Modules that this app has beside ours, or in place of Medusa's defaults: a payment provider, a locking module.
const moreModules = fromJson<ModuleSettings[]>("MEDUSA_MODULES", "[]", '[{"resolve": "@medusajs/medusa/locking"}]')
// With a Redis several processes are one shop: events and jobs go to the workers, locks and cached keys are everybody's.
const redisUrl = process.env.REDIS_URL
const withCaching = process.env.MEDUSA_FF_CACHING === "true"
const sharedModules: ModuleSettings[] = redisUrl ? inRedis(redisUrl) : []

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    redisUrl,
    // Production mode marks the session cookie Secure, and over plain http nobody could sign in.
    cookieOptions: { secure: process.env.COOKIE_SECURE === "true" },
    http: {
      storeCors: process.env.STORE_CORS ?? "http://localhost:8000",
      adminCors: process.env.ADMIN_CORS ?? dashboardOrigins,
      authCors: process.env.AUTH_CORS ?? `${dashboardOrigins},http://localhost:8000`,
      jwtSecret: process.env.JWT_SECRET ?? developmentSecret,
      cookieSecret: process.env.COOKIE_SECRET ?? developmentSecret,
    },
  },
  admin: { disable: process.env.DISABLE_MEDUSA_ADMIN === "true" },
  // A plugin's options reach each of its modules; so they do here.
  modules: [
    { resolve: "./src/modules/resource_booking", options },
    { resolve: "./src/modules/booking_journal", options },
    ...sharedModules,
    ...moreModules,
  ],
})

/** Medusa's own modules on Redis; without its flag the caching one is not Medusa's to use. */
function inRedis(redisUrl: string): ModuleSettings[] {
  // What is done need not stay in Redis for ever, which is what its queues do unless told.
  const kept = { age: 3600, count: 1000 }
  const provider = (id: string) => ({
    providers: [{ id, resolve: `@medusajs/medusa/${id}`, is_default: true, options: { redisUrl } }],
  })
  return [
    {
      resolve: "@medusajs/medusa/event-bus-redis",
      // Told once and not again unless asked: a subscriber may meet a busy moment.
      options: {
        redisUrl,
        jobOptions: {
          attempts: 5,
          backoff: { type: "exponential", delay: 1000 },
          removeOnComplete: kept,
          removeOnFail: kept,
        },
      },
    },
    { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
    { resolve: "@medusajs/medusa/locking", options: provider("locking-redis") },
    ...(withCaching ? [{ resolve: "@medusajs/medusa/caching", options: provider("caching-redis") }] : []),
  ]
}

function fromJson<T>(variable: string, without: string, example: string): T {
  const json = process.env[variable] || without
  try {
    return JSON.parse(json) as T
  } catch {
    throw new Error(`${variable} must be JSON, for example '${example}', not: ${json}`)
  }
}
