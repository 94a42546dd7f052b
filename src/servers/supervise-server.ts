import { setTimeout as pause } from 'node:timers/promises'
import { freePort } from './free-port.ts'
import { keepAlive, type Watch } from './keep-alive.ts'
import type { Log } from './log.ts'
import { isRunning, ownProcess, stopProcess, waitUntilGone, worksIn, type OwnProcess, type StopStep } from './own-process.ts'
import type { Answer } from './probe.ts'
import { findServer, readRun, writeRun, type RunRecord } from './run-record.ts'

/** What the two bundled servers have in common: one folder, one port, one process that outlives a killed parent. */
export type Supervised = {
  readonly name: string
  readonly folder: string
  /** One whole command line argument that only the server of this folder has. */
  readonly marker: string
  /** Hash of how it is started; a live server of another recipe is stopped, not adopted. */
  readonly recipe: string
  readonly log: Log
  readonly signal?: AbortSignal | undefined
  readonly spawnAt: (port: number) => Promise<number>
  readonly ask: (port: number) => Promise<Answer>
  readonly stopSteps: readonly StopStep[]
  readonly portTaken: () => boolean
  readonly failure: (why?: string) => Error
}

/** `adopted`: it was alive already, left by a parent that was killed. `restart` stops it and starts it at the same port. */
export type RunningServer = { readonly port: number; readonly adopted: boolean; readonly restart: () => Promise<void>; readonly stop: () => Promise<void> }

const READY_WITHIN_MS = 180_000
const PORT_ATTEMPTS = 3
/** By then a server whose port another one has got has said so and ended. */
const REFUSED_FOR_MS = 20_000

type Readiness = 'ready' | 'ended' | 'another' | 'refused' | 'silent'

const waitUntilReady = async (server: Supervised, own: OwnProcess, port: number): Promise<Readiness> => {
  const end = Date.now() + READY_WITHIN_MS
  while (Date.now() < end) {
    server.signal?.throwIfAborted()
    const { kind } = await server.ask(port)
    if (!isRunning(own)) return 'ended'
    if (kind === 'answered') return 'ready'
    if (kind === 'another') return 'another'
    if (kind === 'refused') return (await waitUntilGone(own, REFUSED_FOR_MS)) ? 'ended' : 'refused'
    await pause(100)
  }
  return 'silent'
}

const stopServer = async (server: Supervised, own: OwnProcess, run: RunRecord): Promise<void> => {
  const gentle = await stopProcess(own, server.stopSteps)
  if (isRunning(own)) throw server.failure(`process ${own.pid} could not be stopped.`)
  if (!gentle) server.log(`${server.name} (process ${own.pid}) did not stop when asked and was ended by force; it recovers at its next start.`)
  try {
    writeRun(server.folder, { port: run.port, recipe: run.recipe })
  } catch (cause) {
    // It is stopped; the next start finds a record of a process that is gone.
    server.log(`${server.name} is stopped, and that could not be written down: ${(cause as Error).message}`)
  }
}

const handle = (server: Supervised, own: OwnProcess, run: RunRecord, adopted: boolean): RunningServer => {
  const startAgain = async (signal: AbortSignal | undefined): Promise<OwnProcess> => {
    const started = await startAt({ ...server, signal }, run.port)
    if (started === undefined) throw server.failure(`port ${run.port} is taken.`)
    return started
  }
  const keep = (first: OwnProcess): Watch => keepAlive({ name: server.name, log: server.log, first, restart: startAgain })
  let watch = keep(own)
  const end = async (): Promise<void> => {
    const last = await watch.end()
    if (last !== undefined) await stopServer(server, last, run)
  }
  let restarting: Promise<void> = Promise.resolve()
  let stopping: Promise<void> | undefined
  return {
    port: run.port, adopted,
    restart: () => {
      restarting = end().then(async () => {
        watch = keep(await startAgain(server.signal))
      })
      return restarting
    },
    // A server that is being started is let come up first: its process is not known before.
    stop: () => (stopping ??= restarting.then(end, end)),
  }
}

const adopt = async (server: Supervised, own: OwnProcess, run: RunRecord): Promise<RunningServer | undefined> => {
  if (run.recipe !== server.recipe) {
    server.log(`${server.name} of this home still runs (process ${own.pid}) with other settings; stopping it.`)
    await stopServer(server, own, run)
    return undefined
  }
  server.log(`${server.name} of this home still runs (process ${own.pid}, port ${run.port}); adopting it.`)
  writeRun(server.folder, { ...run, process: own })
  const readiness = await waitUntilReady(server, own, run.port)
  if (readiness === 'ready') return handle(server, own, run, true)
  server.log(`${server.name} (process ${own.pid}) does not answer; stopping it and starting anew.`)
  await stopServer(server, own, run)
  return undefined
}

/** Undefined when the port turns out to be taken. */
const startAt = async (server: Supervised, port: number): Promise<OwnProcess | undefined> => {
  const run = { port, recipe: server.recipe }
  writeRun(server.folder, run)
  const own = ownProcess(await server.spawnAt(port))
  if (own === undefined) {
    if (server.portTaken()) return undefined
    throw server.failure()
  }
  try {
    writeRun(server.folder, { ...run, process: own })
    const readiness = await waitUntilReady(server, own, port)
    if (readiness === 'ready') return own
    if (readiness === 'another') {
      await stopServer(server, own, run)
      return undefined
    }
    if (readiness === 'ended' && server.portTaken()) return undefined
    if (readiness === 'refused') throw server.failure('it refuses the password in secrets.json of its home.')
    throw server.failure(readiness === 'silent' ? `no answer within ${READY_WITHIN_MS / 1000} s.` : undefined)
  } catch (cause) {
    await stopServer(server, own, run).catch((also: unknown) => server.log(String(also)))
    throw cause
  }
}

/** What the record says of a process that is not found to serve this folder by its command line. */
const settleRecord = async (server: Supervised, run: RunRecord, own: OwnProcess): Promise<void> => {
  if (!isRunning(own)) server.log(`${server.name} was not stopped properly (process ${own.pid} is gone); its record is removed and it recovers now.`)
  else if (worksIn(own.pid, server.folder)) {
    server.log(`${server.name} of this home still runs (process ${own.pid}) by another path; the home was moved. Stopping it.`)
    return stopServer(server, own, run)
  } else server.log(`${server.name} of another home is on record here (process ${own.pid}), as in a copy of that home; it is left alone.`)
  writeRun(server.folder, { port: run.port, recipe: run.recipe })
}

/** Adopts the live server of this folder or starts one, on its kept port when that is free and on another when it is not. */
export const superviseServer = async (server: Supervised): Promise<RunningServer> => {
  const run = readRun(server.folder)
  const alive = findServer(run, server.marker)
  if (alive !== undefined && run !== undefined) {
    const adopted = await adopt(server, alive, run)
    if (adopted !== undefined) return adopted
  } else if (alive !== undefined) {
    server.log(`${server.name} of this home still runs (process ${alive.pid}) and its port is not known; stopping it.`)
    await stopProcess(alive, server.stopSteps)
  } else if (run?.process !== undefined) await settleRecord(server, run, run.process)
  let preferred = run?.port
  for (let attempt = 0; attempt < PORT_ATTEMPTS; attempt += 1) {
    server.signal?.throwIfAborted()
    const port = await freePort(preferred)
    if (preferred !== undefined && port !== preferred) server.log(`Port ${preferred} of ${server.name} is taken; using ${port}.`)
    const own = await startAt(server, port)
    if (own !== undefined) return handle(server, own, { port, recipe: server.recipe }, false)
    server.log(`Port ${port} of ${server.name} was taken meanwhile; trying another.`)
    preferred = undefined
  }
  throw server.failure(`no port could be had in ${PORT_ATTEMPTS} attempts.`)
}
