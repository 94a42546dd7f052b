import type { BenchDoor } from '../door.ts'
import type { Question } from '../questions.ts'
import { comparable, type Comparable } from './comparable.ts'
import { inDoorsForm } from './generated-form.ts'
import type { PeerProcess } from './peer-process.ts'
import { readText } from './read-text.ts'
import { rowsOfLots, rowsOfUnits } from './traced-rows.ts'

/** One side of a comparison: how it is asked an item, and what it answered, as columns that all sides of a question have in common. */
export interface Contender {
  readonly name: string
  /** What is wanted of the peer's median over the door's. */
  readonly target?: string
  readonly ask: (item: number) => Promise<unknown>
  readonly columns: (answer: unknown) => Comparable
  readonly cpuMs: () => Promise<number>
}

export interface PeerQuestion {
  readonly name: string
  readonly items: number
  readonly rounds: number
  readonly connections?: readonly number[]
  readonly door: Contender
  readonly peers: readonly Contender[]
}

export interface Peers {
  readonly handWritten: PeerProcess
  readonly generated: PeerProcess
  readonly postgres: PeerProcess
  readonly duckdb: PeerProcess
}

/** The questions of bench/questions.ts that peers are asked too, as made for this world. */
export interface AskedOfPeers {
  readonly order: Question
  readonly page: Question
  readonly bigLot: Question
  readonly anyLot: Question
}

type Members = Readonly<Record<string, unknown>>

const TRACE = `query($lot: ID!) {
  lineage(from: [$lot], direction: DOWNSTREAM, to: ["SerialUnit"], first: 100000, budgetMs: 60000) {
    complete
    nodes { ... on SerialUnit { serial lots { key } belongsTo { key } consignees { name city } usedAt subjects { key } } }
  }
}`
const HAND_WRITTEN = 'hand-written Apollo'
const GENERATED = '@neo4j/graphql, generated'
const GRAPHQL = '/graphql'
const TO_ONE = new Set(['customer', 'deliverTo', 'product', 'bomRevision', 'supplier', 'lot', 'hospital', 'consignee', 'order'])
/** Of links, those that have not ended. */
const withOpen = (variables: Members): Members => ({ ...variables, open: { validTo: { eq: null } } })

const field = (answer: unknown, name: string): unknown => (answer as { readonly data: Members }).data[name]
const columnsOf = (name: string) => (answer: unknown): Comparable => comparable(field(answer, name), TO_ONE)

/** Every question as each side is asked it. */
export const makePeerQuestions = async (door: BenchDoor, peers: Peers, { order, page, bigLot, anyLot }: AskedOfPeers): Promise<readonly PeerQuestion[]> => [
  await orderQuestion(door, peers, order),
  await pageQuestion(door, peers, page),
  await lotQuestion(door, peers, bigLot, { generated: '≥ 5', cypher: '≥ 2.2' }),
  await lotQuestion(door, peers, anyLot, {}),
]

const ofDoor = (door: BenchDoor, query: string, variables: readonly Members[], columns: Contender['columns']): Contender =>
  ({ name: 'door', ask: (item) => door.ask(query, variables[item]), columns, cpuMs: door.cpuMs })

const ofPeer = (name: string, peer: PeerProcess, path: string, bodies: readonly unknown[], columns: Contender['columns'], target?: string): Contender =>
  ({ name, ...(target === undefined ? {} : { target }), ask: (item) => peer.ask(path, bodies[item]), columns, cpuMs: peer.cpuMs })

const graphqlBodies = async (file: string, variables: readonly Members[]): Promise<readonly unknown[]> => {
  const query = await readText(file)
  return variables.map((one) => ({ query, variables: one }))
}

const orderQuestion = async (door: BenchDoor, { handWritten, generated }: Peers, { name, query, variables, rounds }: Question): Promise<PeerQuestion> => ({
  name, items: variables.length, rounds,
  door: ofDoor(door, query, variables, columnsOf('order')),
  peers: [
    ofPeer(HAND_WRITTEN, handWritten, GRAPHQL, await graphqlBodies('hand-written-order.graphql', variables), columnsOf('order'), '≥ 0.95 at 16'),
    ofPeer(GENERATED, generated, GRAPHQL, await graphqlBodies('generated-order.graphql', variables.map(withOpen)), (answer) => comparable(orderOfInvoices(inDoorsForm(field(answer, 'invoices'))), TO_ONE), '≥ 2.5 at 16'),
  ],
})

const pageQuestion = async (door: BenchDoor, { handWritten, generated }: Peers, page: Question): Promise<PeerQuestion> => {
  const places = await placesOf(door, page)
  return {
    name: page.name, items: page.variables.length, rounds: page.rounds,
    door: ofDoor(door, page.query, page.variables, columnsOf('orders')),
    peers: [
      ofPeer(HAND_WRITTEN, handWritten, GRAPHQL, await graphqlBodies('hand-written-page.graphql', places.map(({ after }) => ({ after }))), columnsOf('orders'), '≥ 2'),
      ofPeer(GENERATED, generated, GRAPHQL, await graphqlBodies('generated-page.graphql', places.map(({ offset }) => withOpen({ offset }))), (answer) => comparable(inDoorsForm(field(answer, 'orders')), TO_ONE), '≥ 3'),
    ],
  }
}

const lotQuestion = async (door: BenchDoor, { handWritten, generated, postgres, duckdb }: Peers, { name, variables, rounds, connections }: Question, targets: { readonly generated?: string; readonly cypher?: string }): Promise<PeerQuestion> => {
  const rows: Contender['columns'] = (answer) => comparable(answer, TO_ONE)
  return {
    name: name.replace('hospitals, patients', 'devices, hospitals, times, patients'), items: variables.length, rounds, ...(connections === undefined ? {} : { connections }),
    door: ofDoor(door, TRACE, variables, (answer) => rowsOfUnits(wholeNodes(field(answer, 'lineage')))),
    peers: [
      ofPeer(HAND_WRITTEN, handWritten, GRAPHQL, await graphqlBodies('hand-written-lot.graphql', variables), columnsOf('lotTrace')),
      ofPeer(GENERATED, generated, GRAPHQL, await graphqlBodies('generated-lot.graphql', variables.map(withOpen)), (answer) => rowsOfLots(field(answer, 'lots')), targets.generated),
      ofPeer('@neo4j/graphql, @cypher', generated, GRAPHQL, await graphqlBodies('cypher-lot.graphql', variables), columnsOf('lotTrace'), targets.cypher),
      ofPeer('PostgreSQL, two steps', postgres, '/two-step', variables, rows),
      ofPeer('PostgreSQL, denormalised', postgres, '/recall', variables, rows),
      ofPeer('DuckDB, joined', duckdb, '/joined', variables, rows),
      ofPeer('DuckDB, denormalised', duckdb, '/recall', variables, rows),
    ],
  }
}

/** By a number of an invoice there is one invoice, and of it one order. */
const orderOfInvoices = (invoices: unknown): unknown => {
  const orders = (invoices as readonly { readonly order: { readonly edges: readonly { readonly node: unknown }[] } }[]).flatMap(({ order }) => order.edges)
  return orders[0]?.node
}

const wholeNodes = (lineage: unknown): unknown => {
  const { complete, nodes } = lineage as { readonly complete: boolean; readonly nodes: unknown }
  if (!complete) throw new Error('bench/peers: the door did not walk the lot to its end')
  return nodes
}

/** For each page the ref of the order before it, and how many stand before it: how the hand-written statement and @neo4j/graphql go on. */
const placesOf = async (door: BenchDoor, { variables }: Question): Promise<readonly { readonly after: string; readonly offset: number }[]> => {
  const wanted = new Set(variables.map(({ after }) => after))
  const found = new Map<unknown, { readonly after: string; readonly offset: number }>([[null, { after: '', offset: 0 }]])
  for (let cursor: unknown = null, offset = 0; found.size < wanted.size;) {
    const { nodes, pageInfo } = field(await door.ask('query($after: String) { orders(first: 100, after: $after) { nodes { id } pageInfo { endCursor } } }', { after: cursor }), 'orders') as { readonly nodes: readonly { readonly id: string }[]; readonly pageInfo: { readonly endCursor: string } }
    const last = nodes.at(-1)
    if (last === undefined) throw new Error('bench/peers: a page that was found before is found no more')
    cursor = pageInfo.endCursor
    offset += nodes.length
    if (wanted.has(cursor)) found.set(cursor, { after: last.id, offset })
  }
  return variables.map(({ after }) => found.get(after) ?? { after: '', offset: 0 })
}
