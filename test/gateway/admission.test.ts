import fastify, { type FastifyInstance } from 'fastify'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { Admission } from '../../src/gateway/admission.ts'
import { Problem } from '../../src/problems/problem.ts'

let app: FastifyInstance | undefined
afterEach(() => app?.close())

/** A door whose every answer waits until it is let go. */
const openSlow = async () => {
  const admission = new Admission()
  const begun: (() => void)[] = []
  let most = 0
  let running = 0
  let arrived = 0
  let left = 0
  app = fastify({ forceCloseConnections: true })
  app.addHook('onRequest', async (_request, reply) => {
    arrived += 1
    reply.raw.once('close', () => { left += 1 })
  })
  app.get('/', (_request, reply) => admission.take(reply, async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((go) => begun.push(go))
    running -= 1
    return { answered: true }
  }).catch((error: unknown) => reply.code(error instanceof Problem && error.code === 'TOO_BUSY' ? 503 : 500).send()))
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { port: address.port, begun, most: () => most, arrived: () => arrived, left: () => left, ask: async () => (await fetch(`http://127.0.0.1:${address.port}/`)).status }
}
const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await new Promise((go) => setImmediate(go))
}

describe('questions at once', () => {
  it('are answered sixteen at a time, five hundred wait, and one more is too many', async () => {
    const { ask, begun, most } = await openSlow()
    let over = 0
    const answers = Array.from({ length: 520 }, () => ask().then((httpStatus) => { if (httpStatus === 503) over += 1; return httpStatus }))
    await until(() => over === 4)
    expect(begun).toHaveLength(16)
    const letting = setInterval(() => begun.splice(0).forEach((go) => go()), 1)
    const statuses = await Promise.all(answers)
    clearInterval(letting)
    expect([statuses.filter((httpStatus) => httpStatus === 200).length, statuses.filter((httpStatus) => httpStatus === 503).length, most()]).toEqual([516, 4, 16])
  })

  it('of askers who have left are not begun, and leave their place to others', async () => {
    const { port, ask, begun, arrived, left } = await openSlow()
    const held = Array.from({ length: 16 }, () => ask())
    await until(() => begun.length === 16)
    const gone = connect(port, '127.0.0.1')
    gone.write('GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n')
    await until(() => arrived() === 17)
    gone.destroy()
    await until(() => left() === 1)
    const later = ask()
    await until(() => arrived() === 18)
    begun.splice(0).forEach((go) => go())
    expect(await Promise.all(held)).toEqual(Array.from({ length: 16 }, () => 200))
    await until(() => begun.length > 0)
    expect(begun).toHaveLength(1)
    begun.splice(0).forEach((go) => go())
    expect(await later).toBe(200)
  })
})
