import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { pino, type Logger } from 'pino'
import { createGateway, type Gateway } from '../gateway/create-gateway.ts'
import type { Example } from '../gateway/graphiql/example.ts'
import { registerPlayground } from '../gateway/graphiql/register-playground.ts'
import { registerRecords } from '../gateway/register-records.ts'
import { makeJournalReads } from '../journal/make-journal-reads.ts'
import { makeDecideProposals } from '../decide-proposals.ts'
import { makeOpenRecalls } from '../open-recalls.ts'
import { makeGovernDefinitions } from '../govern-definitions.ts'
import { keepHeapSmall } from '../keep-heap-small.ts'
import { makeMergeOrders } from '../merge-orders.ts'
import { readModelSdl } from '../model/sdl.ts'
import { openWorld, type World } from '../open-world.ts'
import { makeRunRehearsals, type RunRehearsals } from '../run-rehearsals.ts'
import { problem } from '../problems/problem.ts'
import { publishProposals } from '../publish-proposals.ts'
import { isPortFree } from '../servers/free-port.ts'
import { readRunning } from '../servers/home.ts'
import type { GraphImporter } from '../servers/import-store.ts'
import { startServers } from '../servers/start-servers.ts'
import { instant, type Instant } from '../vocabulary/instant.ts'
import { readExamples } from './example.ts'
import { loadCheckedModel } from './load-checked-model.ts'
import { PROGRAM_FOLDER, type Settings } from './settings.ts'

/** Everything that serves one world, and its end. */
export interface Door {
  readonly url: string
  readonly world: World
  /** Has the stores meet what is commonly asked, in the background. */
  readonly warmUp: () => void
  /** Undefined with a Neo4j of the user's own. */
  readonly importer: GraphImporter | undefined
  readonly close: () => Promise<void>
}

export interface OpenDoor {
  /** For people: what is being started. */
  readonly say: (line: string) => void
  readonly signal?: AbortSignal
  /** Make the graph anew from the journal; told how far it is. */
  readonly rebuild?: (entities: number) => void
}

/** Where files for the importer stand while it reads them. */
export const importFolder = (settings: Settings): string => join(settings.home, 'import')

const clock = (): Instant => instant(Date.now())

/** The composition root: model, servers, stores, gateway, each closed in turn when a later one fails to open. */
export const openDoor = async (settings: Settings, { say, signal, rebuild }: OpenDoor): Promise<Door> => {
  const model = await loadCheckedModel(settings.modelFolder)
  if (readRunning(settings.home) === undefined) {
    if (settings.port !== 0 && !(await isPortFree(settings.port))) throw problem('PORT_TAKEN', { port: settings.port })
    say('Starting: the stores take a few seconds, twenty the first time.')
  }
  keepHeapSmall()
  const opened: (() => Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of opened.toReversed()) await end()
  }
  try {
    const servers = await startServers({ home: settings.home, root: PROGRAM_FOLDER, env: process.env, log: say, ...(signal === undefined ? {} : { signal }) })
    opened.push(() => servers.stop())
    // The world as plain files: business data that a killed program left.
    await rm(importFolder(settings), { recursive: true, force: true })
    signal?.throwIfAborted()
    const log = openLog(settings.home, say)
    const world = await openWorld(model, { graph: servers.neo4j, journalUrl: servers.database.url }, clock, worldLog(log, say), { importer: servers.importer, folder: importFolder(settings), onProgress: rebuild ?? (() => undefined), wanted: rebuild !== undefined })
    opened.push(() => world.close())
    signal?.throwIfAborted()
    const rehearsals = makeRunRehearsals(world)
    opened.push(() => rehearsals.close())
    if (settings.webhook !== undefined) {
      const publisher = publishProposals(world, settings.webhook, (error) => log.warn({ err: error }, 'a proposal could not be published; trying again'))
      opened.push(() => publisher.stop())
    }
    const examples = await readExamples(settings.worldFolder)
    const gateway = await openGateway(settings, world, rehearsals, examples, log)
    opened.push(() => gateway.close())
    servers.setDoor(Number(new URL(gateway.url).port))
    return { url: gateway.url, world, importer: servers.importer, warmUp: () => gateway.warmUp(examples.map(({ query }) => query)), close }
  } catch (error) {
    await close().catch((also: unknown) => say(String(also)))
    throw error
  }
}

/** A log that cannot be written, as on a full disk, ends nothing: it is said once. */
const openLog = (home: string, say: (line: string) => void): Logger => {
  const file = pino.destination({ dest: join(home, 'osl.log'), append: true })
  let told = false
  file.on('error', (error: Error) => {
    if (!told) say(`The log of the home cannot be written: ${error.message}`)
    told = true
  })
  return pino({ level: process.env['OSL_LOG_LEVEL'] ?? 'info' }, file)
}

const worldLog = (log: Logger, say: (line: string) => void) => ({
  info: (text: string) => {
    log.info(text)
    say(text)
  },
  unjudged: (error: unknown) => log.error({ err: error }, 'what translations propose could not be judged; trying again in a minute'),
  outage: (outage: Error) => log.warn({ err: outage }, 'a store is away; retrying'),
  bug: (error: unknown) => {
    log.error({ err: error }, 'settling stopped')
    say(`Settling stopped: ${error instanceof Error ? error.message : String(error)}. The journal goes on taking records; see osl.log in the home.`)
  },
})

const openGateway = async (settings: Settings, world: World, rehearsals: RunRehearsals, examples: readonly Example[], log: Logger): Promise<Gateway> => {
  const sdl = await readModelSdl(settings.modelFolder)
  try {
    return await createGateway({
      model: world.model, sdl, driver: world.driver, gate: world.gate, journalReads: makeJournalReads(world.questions, world.model, clock), world: world.progress.world, merges: makeMergeOrders(world), governs: makeGovernDefinitions(world), decides: makeDecideProposals(world), recalls: makeOpenRecalls(world), rehearsals, questions: examples, log, clock, port: settings.port,
      register: [(app) => registerRecords(app, world), (app) => registerPlayground(app, { examples, folder: join(PROGRAM_FOLDER, '.osl/playground') })],
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') throw problem('PORT_TAKEN', { port: settings.port }, error)
    throw error
  }
}
