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
  readonly ask: (item: number) => Promise<unknown>
  readonly columns: (answer: unknown) => Comparable
  readonly cpuMs: () => Promise<number>
}

export interface PeerQuestion {
  readonly name: string
  readonly items: number
  readonly rounds: number
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
  readonly lots: readonly Question[]
}

const TRACE = `query($lot: ID!) {
  lineage(from: [$lot], direction: DOWNSTREAM, to: ["SerialUnit"], first: 100000, budgetMs: 60000) {
    complete
    nodes { ... on SerialUnit { serial lot { number } line { order { number } } shipments { nodes { consignee { name city } } } procedures { nodes { performedAt patient { pseudonym } } } } }
  }
}`
const TO_ONE = new Set(['customer', 'deliverTo', 'product', 'bomRevision', 'supplier', 'lot', 'hospital', 'consignee', 'order'])
/** Links that have not ended. */
const OPEN = { validTo: { eq: null } }

type Members = Readonly<Record<string, unknown>>
const field = (answer: unknown, name: string): unknown => (answer as { readonly data: Members }).data[name]
const columnsOf = (name: string) => (answer: unknown): Comparable => comparable(field(answer, name), TO_ONE)

export const makePeerQuestions = async (door: BenchDoor, peers: Peers, { order, page, lots }: AskedOfPeers): Promise<readonly PeerQuestion[]> => {
  const graphql = async (name: string, peer: PeerProcess, file: string, variables: readonly Members[], columns: Contender['columns']): Promise<Contender> => {
    const query = await readText(file)
    return { name, ask: (item) => peer.ask('/graphql', { query, variables: variables[item] }), columns, cpuMs: peer.cpuMs }
  }
  const ofDoor = (query: string, variables: readonly Members[], columns: Contender['columns']): Contender => ({ name: 'door', ask: (item) => door.ask(query, variables[item]), columns, cpuMs: door.cpuMs })
  const pages = await lastRefs(door, page)
  return [
    {
      name: order.name, items: order.variables.length, rounds: order.rounds,
      door: ofDoor(order.query, order.variables, columnsOf('order')),
      peers: [
        await graphql(HAND_WRITTEN, peers.handWritten, 'hand-written-order.graphql', order.variables, columnsOf('order')),
        await graphql(GENERATED, peers.generated, 'generated-order.graphql', order.variables.map((one) => ({ ...one, open: OPEN })), (answer) => comparable(orderOfInvoices(inDoorsForm(field(answer, 'invoices'))), TO_ONE)),
      ],
    },
    {
      name: page.name, items: page.variables.length, rounds: page.rounds,
      door: ofDoor(page.query, page.variables, columnsOf('orders')),
      peers: [
        await graphql(HAND_WRITTEN, peers.handWritten, 'hand-written-page.graphql', pages.map(({ after }) => ({ after })), columnsOf('orders')),
        await graphql(GENERATED, peers.generated, 'generated-page.graphql', pages.map(({ offset }) => ({ offset, open: OPEN })), (answer) => comparable(inDoorsForm(field(answer, 'orders')), TO_ONE)),
      ],
    },
    ...await Promise.all(lots.map(async ({ name, variables, rounds }): Promise<PeerQuestion> => {
      const rows = (answer: unknown): Comparable => comparable(answer, TO_ONE)
      const sql = (peerName: string, peer: PeerProcess, path: string): Contender => ({ name: peerName, ask: (item) => peer.ask(path, variables[item]), columns: rows, cpuMs: peer.cpuMs })
      return {
        name: name.replace('hospitals, patients', 'devices, hospitals, times, patients'), items: variables.length, rounds,
        door: ofDoor(TRACE, variables, (answer) => rowsOfUnits(wholeNodes(field(answer, 'lineage')))),
        peers: [
          await graphql(HAND_WRITTEN, peers.handWritten, 'hand-written-lot.graphql', variables, columnsOf('lotTrace')),
          await graphql(GENERATED, peers.generated, 'generated-lot.graphql', variables.map((one) => ({ ...one, open: OPEN })), (answer) => rowsOfLots(field(answer, 'lots'))),
          await graphql('@neo4j/graphql, @cypher', peers.generated, 'cypher-lot.graphql', variables, columnsOf('lotTrace')),
          sql('PostgreSQL, two steps', peers.postgres, '/two-step'),
          sql('PostgreSQL, denormalised', peers.postgres, '/recall'),
          sql('DuckDB, joined', peers.duckdb, '/joined'),
          sql('DuckDB, denormalised', peers.duckdb, '/recall'),
        ],
      }
    })),
  ]
}

const HAND_WRITTEN = 'hand-written Apollo'
const GENERATED = '@neo4j/graphql, generated'

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
const lastRefs = async (door: BenchDoor, { variables }: Question): Promise<readonly { readonly after: string; readonly offset: number }[]> => {
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
