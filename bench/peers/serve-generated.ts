import { Neo4jGraphQL } from '@neo4j/graphql'
import { loadMedtechModel } from '../stores.ts'
import { openPeerGraph } from './peer-graph.ts'
import { readText } from './read-text.ts'
import { serveApollo } from './serve-apollo.ts'
import { typeDefinitions } from './type-definitions.ts'

const COLUMNS = ['lot', 'serial', 'order', 'hospital', 'city', 'performedAt', 'patient']
/** The hand-written statement as a field; @cypher wants its columns as one map. */
const LOT_TRACE = `
type TracedUnit { lot: String serial: String! order: String hospital: String city: String performedAt: Float patient: String }
type Query {
  lotTrace(lot: String!): [TracedUnit!]! @cypher(statement: """
    CALL () { ${await readText('lot-trace.cypher')} }
    RETURN { ${COLUMNS.map((column) => `${column}: ${column}`).join(', ')} } AS row
  """, columnName: "row")
}`

const neo = new Neo4jGraphQL({ typeDefs: `${typeDefinitions(await loadMedtechModel())}\n${LOT_TRACE}`, driver: openPeerGraph() })
await serveApollo({ schema: await neo.getSchema() })
