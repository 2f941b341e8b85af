import { build } from "@medusajs/admin-bundler"
import { getResolvedPlugins } from "@medusajs/framework/utils"
import config from "../../../medusa-config"

type ConfigModule = Parameters<typeof getResolvedPlugins>[1]

/**
 * `node --require ts-node/register/transpile-only build-dashboard.ts <folder>`: the dashboard with our pages in it, as
 * `medusa build` would make it. That command itself compiles the server beside it, a minute for nothing.
 */
async function buildDashboard(outDir: string): Promise<void> {
  const { admin } = config as { admin: object }
  const plugins = await getResolvedPlugins(process.cwd(), config as unknown as ConfigModule, true)
  const resolved = plugins.flatMap((plugin) => (plugin.admin ? [plugin.admin] : []))
  await build({
    path: "/app",
    ...admin,
    disable: false,
    sources: resolved.filter(({ type }) => type === "local").map(({ resolve }) => resolve),
    plugins: resolved.filter(({ type }) => type === "package").map(({ resolve }) => resolve),
    outDir,
  } as Parameters<typeof build>[0])
}

buildDashboard(process.argv[2]!).catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
