import path from "node:path"
import { MedusaApp } from "@medusajs/framework/modules-sdk"
import { createPgConnection } from "@medusajs/framework/utils"
import { root } from "../lib/paths.mjs"
import { load } from "./sources.mjs"

const MODULE = "src/modules/resource_booking"

/** The module as Medusa loads it, with one connection, so that all it sends goes through the one that is watched. */
export async function bootModule(url) {
  load(path.join(MODULE, "index.ts"))
  const knex = createPgConnection({ clientUrl: url, schema: "public", pool: { min: 1, max: 1 } })
  const app = await MedusaApp({
    cwd: root,
    modulesConfig: { resource_booking: { resolve: path.join(root, MODULE) } },
    injectedDependencies: { __pg_connection__: knex, logger: console },
  })
  const connection = await knex.client.acquireConnection()
  knex.client.releaseConnection(connection)
  return { service: app.modules.resource_booking, connection, close: () => knex.destroy() }
}
