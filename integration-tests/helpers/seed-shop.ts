import fs from "node:fs"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, generateJwtToken, Modules } from "@medusajs/framework/utils"
import { createRegionsWorkflow, createUsersWorkflow } from "@medusajs/medusa/core-flows"
import { FAKE_PROVIDER, openFakeBank } from "./fake-payment-provider/bank"

/** What a client of the API must know of the shop it talks to. */
export interface Shop {
  publishable_key: string
  sales_channel_id: string
  region_id: string
  /** A bearer token of an admin user, good for a day. */
  admin_token: string
  admin_user_id: string
}

export const ADMIN_EMAIL = "desk@example.com"

/** An Australian region, an admin user and a bank that pays as told, beside the channel and key that Medusa makes. */
export async function seedShop(container: MedusaContainer): Promise<Shop> {
  const [channel] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({})
  const [key] = await container.resolve(Modules.API_KEY).listApiKeys({ type: "publishable" })
  await openFakeBank(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const regions = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: "Australia",
          currency_code: "aud",
          countries: ["au"],
          payment_providers: await paymentProviders(container),
        },
      ],
    },
  })
  const admin = await seedAdmin(container)
  return {
    publishable_key: key!.token,
    sales_channel_id: channel!.id,
    region_id: regions.result[0]!.id,
    admin_token: admin.token,
    admin_user_id: admin.user_id,
  }
}

/** The fake one is the tests' own: the benchmark's shop is seeded by this too, and has none. */
async function paymentProviders(container: MedusaContainer): Promise<string[]> {
  const known = await container.resolve(Modules.PAYMENT).listPaymentProviders({ id: [FAKE_PROVIDER], is_enabled: true })
  return ["pp_system_default", ...known.map(({ id }) => id)]
}

async function seedAdmin(container: MedusaContainer) {
  const users = await createUsersWorkflow(container).run({ input: { users: [{ email: ADMIN_EMAIL }] } })
  const user_id = users.result[0]!.id
  const identity = await container.resolve(Modules.AUTH).createAuthIdentities({
    provider_identities: [{ provider: "emailpass", entity_id: ADMIN_EMAIL }],
    app_metadata: { user_id },
  })
  const { jwtSecret } = container.resolve(ContainerRegistrationKeys.CONFIG_MODULE).projectConfig.http
  const actor = { actor_id: user_id, actor_type: "user", auth_identity_id: identity.id, app_metadata: { user_id } }
  return { user_id, token: generateJwtToken(actor, { secret: jwtSecret, expiresIn: "1d" }) }
}

/** `medusa exec seed-shop.ts <file>`: seeds the shop and writes what it made to that file as JSON. */
export default async function seed({ container, args }: ExecArgs): Promise<void> {
  fs.writeFileSync(args[0]!, JSON.stringify(await seedShop(container)))
}
