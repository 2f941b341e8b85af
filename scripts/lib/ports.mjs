import net from "node:net"

/** A port that was free a moment ago; whoever binds it must still be ready to lose the race. */
export async function freePort(host = "localhost") {
  const server = net.createServer()
  await listen(server, { port: 0, host })
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** null when the port can be bound, else the system's code: EADDRINUSE, EACCES … */
export async function portTrouble(port, host) {
  const server = net.createServer()
  try {
    await listen(server, { port, host })
  } catch (error) {
    return error.code ?? "UNKNOWN"
  }
  await new Promise((resolve) => server.close(resolve))
  return null
}

function listen(server, options) {
  return new Promise((resolve, reject) => {
    server.once("error", reject)
    server.listen(options, resolve)
  })
}
