import net from "node:net"

/** A way to a test's database that a test can cut, as a network would. */
export interface LineToDatabase {
  /** The database's URL by this way. */
  url: string
  /** Ends every connection that is open; what was sent before still reaches PostgreSQL, and may be committed. */
  cut(how: "close" | "reset"): void
  close(): Promise<void>
}

export async function lineTo(databaseUrl: string): Promise<LineToDatabase> {
  const target = new URL(databaseUrl)
  const open = new Set<net.Socket>()
  const server = net.createServer((near) => {
    const far = net.connect(Number(target.port || 5432), target.hostname)
    near.pipe(far).on("error", () => near.destroy())
    far.pipe(near).on("error", () => far.destroy())
    open.add(near)
    near.on("close", () => {
      open.delete(near)
      far.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const url = new URL(databaseUrl)
  url.hostname = "127.0.0.1"
  url.port = String((server.address() as net.AddressInfo).port)
  const cut = (how: "close" | "reset") =>
    open.forEach((near) => (how === "reset" ? near.resetAndDestroy() : near.end()))
  return {
    url: url.href,
    cut,
    close: async () => {
      cut("reset")
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
