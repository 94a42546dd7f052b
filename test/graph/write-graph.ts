import type { Driver } from 'neo4j-driver'
import { typeOfRef, type Ref } from '../../src/vocabulary/ref.ts'

export interface NodeGiven { readonly ref: string; readonly [property: string]: unknown }
export interface LinkGiven { readonly from: string; readonly name: string; readonly to: string; readonly source?: string; readonly validFrom?: number; readonly [property: string]: unknown }

/** Empties the graph and writes this one, as docs/architecture.md lays it out, by plain Cypher. */
export const writeGraph = async (driver: Driver, nodes: readonly NodeGiven[], links: readonly LinkGiven[]): Promise<void> => {
  await driver.executeQuery('MATCH (n) DETACH DELETE n')
  for (const [type, of] of Map.groupBy(nodes, ({ ref }) => typeOfRef(ref as Ref))) {
    const rows = of.map((node) => ({ key: node.ref.slice(type.length + 1), resolved: true, identifiers: [], orders: [], ...node }))
    await driver.executeQuery(`UNWIND $rows AS row CREATE (n:Entity:\`${type}\`) SET n = row`, { rows })
  }
  for (const [kind, of] of Map.groupBy(links, ({ from, name, to }) => `${typeOfRef(from as Ref)} ${name} ${typeOfRef(to as Ref)}`)) {
    const [fromType, name, toType] = kind.split(' ')
    const rows = of.map(({ from, name: _, to, ...more }) => ({ from, to, properties: { source: 'books', validFrom: 0, knownFrom: 0, inferred: false, claim: 'books:1#1', ...more } }))
    await driver.executeQuery(`UNWIND $rows AS row MATCH (a:\`${fromType}\` {ref: row.from}), (b:\`${toType}\` {ref: row.to}) CREATE (a)-[r:\`${name}\`]->(b) SET r = row.properties`, { rows })
  }
}
