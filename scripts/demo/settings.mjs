import { randomBytes } from "node:crypto"
import fs from "node:fs"
import path from "node:path"
import { demoDir } from "./paths.mjs"

const file = path.join(demoDir, "settings.json")

/** What this machine's demo keeps from run to run: its own secrets, so that sessions survive. */
export function demoSettings() {
  if (fs.existsSync(file)) return JSON.parse(fs.readFileSync(file, "utf8"))
  const settings = {
    admin_email: "admin@demo.example.com",
    admin_password: randomBytes(9).toString("base64url"),
    jwt_secret: randomBytes(32).toString("base64url"),
    cookie_secret: randomBytes(32).toString("base64url"),
  }
  fs.writeFileSync(file, JSON.stringify(settings, null, 2), { mode: 0o600 })
  return settings
}
