import { createServer } from 'node:net'

const listens = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(undefined))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined))
    })
  })

/** The preferred port if nobody holds it on loopback, else one that the system gives. */
export const freePort = async (preferred: number | undefined): Promise<number> => {
  const port = (preferred === undefined ? undefined : await listens(preferred)) ?? (await listens(0))
  if (port === undefined) throw new Error('servers/free-port: the system gives no loopback port')
  return port
}

export const isPortFree = async (port: number): Promise<boolean> => (await listens(port)) !== undefined
