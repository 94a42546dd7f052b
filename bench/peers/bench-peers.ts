import { join } from 'node:path'
import type { Servers } from '../../src/servers/start-servers.ts'
import { alternate, type Compared } from '../alternate.ts'
import { openBenchDoor, type BenchDoor } from '../door.ts'
import { homeOf } from '../folders.ts'
import type { MedtechData } from '../medtech-data.ts'
import { openPlainDriver } from '../plain-driver.ts'
import { makeQuestions, partedLots, type Question } from '../questions.ts'
import { say } from '../say.ts'
import { variablesOf } from '../stores.ts'
import { firstDifference } from './comparable.ts'
import { fillPostgres, writeTables } from './fill-tables.ts'
import { startPeer, type PeerProcess } from './peer-process.ts'
import { makePeerQuestions, type AskedOfPeers, type Contender, type PeerQuestion, type Peers } from './peer-questions.ts'

/** `compared`: ours is the door, the limit is the peer. */
export interface PeerFigure {
  readonly question: string
  readonly peer: string
  readonly target?: string
  readonly compared: readonly Compared[]
}

const CONNECTIONS = [1, 16]
const MOST = Math.max(...CONNECTIONS)

/** The same questions to the door and to each peer, on the same data: first that all answer the same, then how fast. */
export const benchPeers = async (servers: Servers, data: MedtechData, options: { readonly profile: string | undefined; readonly question: string | undefined }): Promise<readonly PeerFigure[]> => {
  const door = await openBenchDoor(servers, MOST, options.profile)
  const started: PeerProcess[] = []
  try {
    const peers = await startPeers(servers, data, started)
    const questions = (await makePeerQuestions(door, peers, await askedOfPeers(data, door))).filter(({ name }) => options.question === undefined || name.includes(options.question))
    for (const question of questions) await checkEqual(question)
    const figures: PeerFigure[] = []
    for (const question of questions) for (const peer of question.peers) figures.push(await compare(question, peer))
    return figures
  } finally {
    for (const peer of started) await peer.close()
    await door.close()
  }
}

const startPeers = async (servers: Servers, data: MedtechData, started: PeerProcess[]): Promise<Peers> => {
  const tables = join(homeOf(data.manifest), 'peers')
  const driver = openPlainDriver(servers.neo4j)
  await writeTables(driver, tables).finally(() => driver.close())
  const env = { ...variablesOf(servers), PEER_DATABASE_URL: await fillPostgres(servers.database.url, tables), PEER_TABLES: tables }
  const start = async (file: string): Promise<PeerProcess> => {
    const peer = await startPeer(file, env, MOST)
    started.push(peer)
    say(`${file} can be asked`)
    return peer
  }
  return { handWritten: await start('serve-hand-written.ts'), generated: await start('serve-generated.ts'), postgres: await start('serve-postgres.ts'), duckdb: await start('serve-duckdb.ts') }
}

/** Among the lots also some that others were made of, or nobody would have to look for those. */
const askedOfPeers = async (data: MedtechData, door: BenchDoor): Promise<AskedOfPeers> => {
  const questions = await makeQuestions(data, door)
  const called = (name: RegExp): Question => {
    const found = questions.find((one) => name.test(one.name))
    if (found === undefined) throw new Error(`bench/peers: no question to the door is called ${String(name)}`)
    return found
  }
  const [order, page, bigLot, anyLot] = [called(/^order by/), called(/^page of/), called(/^lot of .* → /), called(/^any lot/)]
  const parted = (await partedLots(data)).map((lot) => ({ lot: `Lot/${lot}` }))
  return { order, page, bigLot, anyLot: { ...anyLot, variables: [...anyLot.variables, ...parted] } }
}

const checkEqual = async ({ name, items, door, peers }: PeerQuestion): Promise<void> => {
  for (let item = 0; item < items; item += 1) {
    const ours = door.columns(await door.ask(item))
    if (ours === null) throw new Error(`bench/peers: ${name}, item ${item}: the door knows nothing, so nothing is compared`)
    for (const peer of peers) {
      const difference = firstDifference(ours, peer.columns(await peer.ask(item)))
      if (difference !== undefined) throw new Error(`bench/peers: ${name}, item ${item}: the door and ${peer.name} differ at ${difference}`)
    }
  }
  say(`${name}: the door and ${peers.length} peers answer the same, ${items} of ${items}`)
}

const compare = async ({ name, items, rounds, door, connections: asked = CONNECTIONS }: PeerQuestion, peer: Contender): Promise<PeerFigure> => {
  const compared: Compared[] = []
  for (const connections of asked) {
    compared.push(await alternate(sideOf(door), sideOf(peer), { items, rounds, connections }))
    say(`${name}: ${peer.name} takes ${(1 / (compared.at(-1)?.ratio ?? Number.NaN)).toFixed(2)} of the door's time at ${connections}`)
  }
  return { question: name, peer: peer.name, ...(peer.target === undefined ? {} : { target: peer.target }), compared }
}

const sideOf = ({ ask, cpuMs }: Contender) => ({ cpuMs, ask: async (item: number): Promise<void> => void await ask(item) })
