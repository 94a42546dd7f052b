import Fastify, { type FastifyInstance } from 'fastify'
import { ownCpuMs } from '../own-cpu.ts'

/** A process that is nothing but this peer: says its address on stdout once it can be asked, tells its processor time, and ends with who started it. */
export const servePeer = async (register: (app: FastifyInstance) => Promise<void>): Promise<void> => {
  const app = Fastify()
  app.get('/cpu', () => ({ cpuMs: ownCpuMs() }))
  await register(app)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  process.stdin.resume().once('close', () => process.exit())
  process.stdout.write(`${url}\n`)
}
