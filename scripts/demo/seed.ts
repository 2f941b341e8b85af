import fs from "node:fs"
import type { ExecArgs, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import {
  createApiKeysWorkflow,
  createRegionsWorkflow,
  createSalesChannelsWorkflow,
  createUsersWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  updateRegionsWorkflow,
  updateStoresWorkflow,
} from "@medusajs/medusa/core-flows"
import { seedProducts } from "./seed-products"
import { seedResources } from "./seed-resources"

const SHOP = "Brisbane 4WD & Tours"
/** Medusa's own, which takes every payment and moves no money. */
const PROVIDER = "pp_system_default"

/**
 * `medusa exec`: makes what the demo needs and finds what is there already, so it may run any number
 * of times. Writes what the caller wants to know to the file named in DEMO_SEED_RESULT.
 */
export default async function seed({ container }: ExecArgs) {
  const salesChannel = await seedSalesChannel(container)
  await seedStore(container, salesChannel.id)
  const region = await seedRegion(container)
  const key = await seedPublishableKey(container, salesChannel.id)
  await seedAdmin(container, required("DEMO_ADMIN_EMAIL"), required("DEMO_ADMIN_PASSWORD"))
  const { ids, vehicle } = await seedResources(container)
  const variants = await seedProducts(container, salesChannel.id, ids)

  const result = {
    region_id: region.id,
    sales_channel_id: salesChannel.id,
    publishable_key: key.token,
    variants,
    vehicle: { ...vehicle, variant_id: variants[vehicle.name] },
  }
  fs.writeFileSync(required("DEMO_SEED_RESULT"), JSON.stringify(result, null, 2))
}

async function seedSalesChannel(container: MedusaContainer) {
  const [found] = await container.resolve(Modules.SALES_CHANNEL).listSalesChannels({ name: SHOP })
  if (found) return found
  const { result } = await createSalesChannelsWorkflow(container).run({
    input: { salesChannelsData: [{ name: SHOP }] },
  })
  return result[0]!
}

async function seedStore(container: MedusaContainer, sales_channel_id: string) {
  const [store] = await container.resolve(Modules.STORE).listStores({}, { relations: ["supported_currencies"] })
  if (!store || store.supported_currencies?.some(({ currency_code }) => currency_code === "aud")) return
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: store.id },
      update: {
        name: SHOP,
        default_sales_channel_id: sales_channel_id,
        supported_currencies: [{ currency_code: "aud", is_default: true }],
      },
    },
  })
}

async function seedRegion(container: MedusaContainer) {
  const regions = await container.resolve(Modules.REGION).listRegions({}, { relations: ["countries"] })
  const aud = regions.filter(({ currency_code }) => currency_code === "aud")
  const withAustralia = regions.find(({ countries }) => countries.some(({ iso_2 }) => iso_2 === "au"))
  const found = aud.find(({ id }) => id === withAustralia?.id) ?? aud.find(({ name }) => name === "Australia")
  if (found) return await withProvider(container, found)

  // A country is in one region at most; in a database of the caller's it may be taken.
  const countries = withAustralia ? [] : ["au"]
  const { result } = await createRegionsWorkflow(container).run({
    input: {
      regions: [{ name: "Australia", currency_code: "aud", countries, payment_providers: [PROVIDER] }],
    },
  })
  return result[0]!
}

async function withProvider<Region extends { id: string }>(container: MedusaContainer, region: Region) {
  const { data } = await container.resolve(ContainerRegistrationKeys.QUERY).graph({
    entity: "region",
    fields: ["payment_providers.id"],
    filters: { id: region.id },
  })
  const [{ payment_providers }] = data as unknown as [{ payment_providers: { id: string }[] }]
  const providers = payment_providers.map(({ id }) => id)
  if (!providers.includes(PROVIDER)) {
    await updateRegionsWorkflow(container).run({
      input: { selector: { id: region.id }, update: { payment_providers: [...providers, PROVIDER] } },
    })
  }
  return region
}

async function seedPublishableKey(container: MedusaContainer, sales_channel_id: string) {
  const title = `${SHOP} storefront`
  const keys = await container.resolve(Modules.API_KEY).listApiKeys({ title, type: "publishable" })
  const found = keys.find(({ revoked_at }) => !revoked_at)
  if (found) return found
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title, type: "publishable", created_by: "demo" }] },
  })
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: result[0]!.id, add: [sales_channel_id] } })
  return result[0]!
}

/** The admin user, with this very password even where an earlier run chose another. */
async function seedAdmin(container: MedusaContainer, email: string, password: string) {
  const auth = container.resolve(Modules.AUTH)
  const [found] = await container.resolve(Modules.USER).listUsers({ email })
  const user = found ?? (await createUsersWorkflow(container).run({ input: { users: [{ email }] } })).result[0]!

  const known = await auth.listProviderIdentities({ entity_id: email, provider: "emailpass" })
  if (known.length) {
    await auth.updateProvider("emailpass", { entity_id: email, password })
    return
  }
  const { authIdentity, error } = await auth.register("emailpass", { body: { email, password } })
  if (!authIdentity) throw new Error(`The admin user could not be made: ${error}`)
  await auth.updateAuthIdentities({ id: authIdentity.id, app_metadata: { user_id: user.id } })
}

function required(name: string) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run this seed through npm run demo or npm run dev.`)
  return value
}
