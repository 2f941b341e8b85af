import { freePort } from "../lib/ports.mjs"
import { ClusterNode } from "./node.mjs"
import { startProxy } from "./proxy.mjs"

/**
 * The shape of a shop in production: several Medusa servers and a worker on one PostgreSQL and one Redis, with a proxy
 * in front. Returns once all of them answer.
 *
 * @param env what every process has; `envOf(name)` is one's own beside it
 */
export async function startCluster({ cwd, env, port, redisUrl, servers: count = 3, envOf = () => ({}) }) {
  const shared = { ...env, REDIS_URL: redisUrl, MEDUSA_FF_CACHING: "true" }
  const node = async (name, mode) =>
    new ClusterNode({ name, mode, port: await freePort(), cwd, env: { ...shared, ...envOf(name) } })
  const servers = []
  for (let i = 1; i <= count; i++) servers.push(await node(`server-${i}`, "server"))
  const worker = await node("worker", "worker")
  const nodes = [...servers, worker]
  const stop = () => Promise.all(nodes.map((one) => one.stop()))
  try {
    await Promise.all(nodes.map((one) => one.start()))
    const proxy = await startProxy({ port, nodes: servers })
    return {
      url: proxy.url,
      servers,
      worker,
      nodes,
      async stop() {
        await proxy.stop()
        await stop()
      },
    }
  } catch (error) {
    await stop()
    throw error
  }
}
