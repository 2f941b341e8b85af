import path from "node:path"
import { defineConfig, loadEnv } from "@medusajs/framework/utils"

// A shop that has installed the plugin as it is built, and beside it only what a measurement needs: routes that touch
// nothing, and a subscriber.
loadEnv("production", process.cwd())

const withCaching = process.env.MEDUSA_FF_CACHING === "true"

export default defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    http: {
      storeCors: "http://localhost:8000",
      adminCors: "http://localhost:9000",
      authCors: "http://localhost:8000,http://localhost:9000",
      jwtSecret: process.env.JWT_SECRET,
      cookieSecret: process.env.COOKIE_SECRET,
    },
  },
  admin: { disable: true },
  plugins: [{ resolve: path.resolve(__dirname, "../.."), options: {} }],
  modules: withCaching ? [{ resolve: "@medusajs/medusa/caching", options: { in_memory: { enable: true } } }] : [],
})
