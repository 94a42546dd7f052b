import { join } from 'node:path'
import { isRunning, type OwnProcess } from '../../src/servers/own-process.ts'
import { readRun } from '../../src/servers/run-record.ts'
import type { Servers } from '../../src/servers/start-servers.ts'
import { bakery } from '../cli/bakery-world.ts'
import { startOsl, urlOf, type Started } from '../cli/osl.ts'
import { jsonOf, temporaryHome } from '../servers/temporary-home.ts'

export interface BundledProgram {
  readonly program: Started
  readonly url: string
  readonly stores: Pick<Servers, 'neo4j' | 'database'>
  /** Resolves when the program has noticed. */
  readonly kill: (store: 'neo4j' | 'postgres') => Promise<unknown>
  readonly remove: () => Promise<void>
}

/** The program on the bakery with servers of its own, which may then be killed. */
export const startBundledProgram = async (): Promise<BundledProgram> => {
  const place = temporaryHome()
  const program = startOsl(['serve', '--model', bakery, '--home', place.home, '--port', '0', '--json'])
  const url = await urlOf(program)
  const secrets = jsonOf(join(place.home, 'secrets.json')) as Record<'neo4j' | 'postgres', string>
  const portOf = (store: string): number => readRun(join(place.home, store))?.port ?? 0
  const running = (store: 'neo4j' | 'postgres'): OwnProcess => {
    const own = place.processOf(store)
    if (own === undefined || !isRunning(own)) throw new Error(`${store} does not run`)
    return own
  }
  return {
    program, url,
    stores: {
      neo4j: { uri: `bolt://127.0.0.1:${portOf('neo4j')}`, user: 'neo4j', password: secrets.neo4j },
      database: { url: `postgresql://osl:${secrets.postgres}@127.0.0.1:${portOf('postgres')}/osl?sslmode=disable` },
    },
    kill: (store) => {
      const { pid } = running(store)
      process.kill(pid, 'SIGKILL')
      return program.said(new RegExp(`\\(process ${pid}\\) ended by itself`))
    },
    remove: async () => {
      program.child.kill('SIGKILL')
      await place.remove()
    },
  }
}
