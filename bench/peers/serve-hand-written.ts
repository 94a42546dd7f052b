import { GraphQLScalarType } from 'graphql'
import neo4j from 'neo4j-driver'
import { openPeerGraph, readRows } from './peer-graph.ts'
import { readText } from './read-text.ts'
import { serveApollo } from './serve-apollo.ts'

/** What a competent engineer writes for exactly these questions: a schema, and a statement a question. */
const driver = openPeerGraph()
const [typeDefs, order, page, lot] = await Promise.all(['hand-written.graphql', 'order-by-finance-number.cypher', 'page-of-orders.cypher', 'lot-trace.cypher'].map(readText)) as [string, string, string, string]

await serveApollo({
  typeDefs,
  resolvers: {
    DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (stored) => new Date(Number(stored)).toISOString() }),
    Query: {
      order: async (_: unknown, { financeNumber }: { readonly financeNumber: string }) => (await readRows(driver, order, { financeNumber }))[0]?.['order'],
      orders: async (_: unknown, { after, first }: { readonly after?: string; readonly first: number }) => (await readRows(driver, page, { after: after ?? '', first: neo4j.int(first) })).map((row) => row['order']),
      lotTrace: (_: unknown, asked: { readonly lot: string }) => readRows(driver, lot, asked),
    },
  },
})
