import neo4j, { type Driver, type Session } from 'neo4j-driver'
import { quote } from '../compile/quote.ts'
import type { EdgeKind } from '../model/entity-type.ts'
import type { EdgeKey } from '../settle/graph-change.ts'
import type { Ref } from '../vocabulary/ref.ts'
import { inGraph } from './graph-away.ts'

type Properties = Readonly<Record<string, unknown>>

/** What the graph holds, read back as it was written: for those who compare it, not for answering questions. */
export interface ImageReader {
  /** Nodes of one type by ref, with whether they are labelled as entities. Cost: one statement. */
  readonly nodes: (type: string, refs: readonly Ref[]) => Promise<ReadonlyMap<Ref, Properties>>
  /** For each edge asked, in order, the properties of every edge that is stored under its key. Cost: one statement. */
  readonly edges: (kind: EdgeKind, keys: readonly EdgeKey[]) => Promise<readonly (readonly Properties[])[]>
  /** Whether each identifier is kept findable beside its entity's field, in order. Cost: one statement. */
  readonly former: (keys: readonly { readonly ref: Ref; readonly scheme: string; readonly value: string }[]) => Promise<readonly boolean[]>
  readonly counts: () => Promise<{ readonly nodes: number; readonly edges: number; readonly former: number }>
}

export const readImages = async <T>(driver: Driver, work: (reader: ImageReader) => Promise<T>): Promise<T> => {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ })
  try {
    return await work(readerOn(session))
  } finally {
    await session.close()
  }
}

const readerOn = (session: Session): ImageReader => {
  const run = (what: string, text: string, parameters: Readonly<Record<string, unknown>>) => inGraph(what, () => session.run(text, parameters))
  return {
    nodes: async (type, refs) => {
      const { records } = await run('read nodes back', `MATCH (entity:${quote(type)}:Entity) WHERE entity.ref IN $refs RETURN entity.ref AS ref, properties(entity) AS properties`, { refs })
      return new Map(records.map((record) => [record.get('ref') as Ref, record.get('properties') as Properties]))
    },
    edges: async (kind, keys) => {
      const text = `UNWIND range(0, size($edges) - 1) AS place
WITH place, $edges[place] AS edge
OPTIONAL MATCH (from:${quote(kind.from)} {ref: edge.from})-[link:${quote(kind.name)}]->(to:${quote(kind.to)} {ref: edge.to})
WHERE link.claim = edge.claim AND link.validFrom = edge.validFrom
RETURN place, collect(properties(link)) AS found ORDER BY place`
      const { records } = await run('read edges back', text, { edges: keys.map((edge) => ({ from: edge.from, to: edge.to, claim: edge.claim, validFrom: BigInt(edge.validFrom) })) })
      return records.map((record) => record.get('found') as Properties[])
    },
    former: async (keys) => {
      const text = `UNWIND range(0, size($keys) - 1) AS place
WITH place, $keys[place] AS key
RETURN place, EXISTS { (identifier:FormerIdentifier {value: key.value})-[:NAMED]->(entity:Entity) WHERE identifier.scheme = key.scheme AND entity.ref = key.ref } AS found ORDER BY place`
      const { records } = await run('read former identifiers back', text, { keys: keys.map(({ ref, scheme, value }) => ({ ref, scheme, value })) })
      return records.map((record) => record.get('found') as boolean)
    },
    counts: async () => {
      const count = async (text: string): Promise<number> => Number((await run('count what the graph holds', text, {})).records[0]?.get('n'))
      return {
        nodes: await count('MATCH (entity:Entity) RETURN count(entity) AS n'),
        edges: await count('MATCH ()-[link]->() WHERE NOT link:NAMED RETURN count(link) AS n'),
        former: await count('MATCH ()-[link:NAMED]->() RETURN count(link) AS n'),
      }
    },
  }
}
