import fs from "node:fs"
import type { ExecArgs } from "@medusajs/framework/types"
import { undoPayments } from "../../src/workflows/resource-booking/checkout/undo-payments"

/** `medusa exec undo-payments-of.ts <cart id> <file>`: undoes the payments of a cart in a process of its own. */
export default async function undo({ container, args }: ExecArgs): Promise<void> {
  const [cartId, file] = args as [string, string]
  fs.writeFileSync(file, JSON.stringify(await undoPayments(container, cartId, "The date is gone")))
}
