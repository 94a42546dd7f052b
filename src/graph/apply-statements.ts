import { quote } from '../compile/quote.ts'
import type { EdgeKind } from '../model/entity-type.ts'
import type { Model } from '../model/model.ts'
import { indexedProperties } from '../plan/indexed-properties.ts'

/** A node as it shall be, whole. $nodes: [properties, ref among them]. */
export const writeNodes = (type: string): string => `UNWIND $nodes AS node
MERGE (entity:${quote(type)} {ref: node.ref})
SET entity = node, entity:Entity`

/** What changed of nodes written before. $nodes: [{ ref, properties }]; row: found. */
export const changeNodes = (type: string): string => `UNWIND $nodes AS node
MATCH (entity:${quote(type)} {ref: node.ref})
SET entity += node.properties
RETURN count(*) AS found`

/** $refs: placeholders whose entity is known now, orders that were merged, what nothing tells of any more; with the names that only they were known by. */
export const removeNodes = (type: string): string => `UNWIND $refs AS ref
MATCH (gone:${quote(type)} {ref: ref})
OPTIONAL MATCH (identifier:FormerIdentifier)-[:NAMED]->(gone)
WITH gone, collect(identifier) AS identifiers
DETACH DELETE gone
WITH identifiers
UNWIND identifiers AS identifier
WITH DISTINCT identifier
WHERE NOT EXISTS { (identifier)-[:NAMED]->() }
DELETE identifier`

/** $edges: [{ from, to, properties }]. */
export const writeEdges = (kind: EdgeKind): string => `UNWIND $edges AS edge
MATCH (from:${quote(kind.from)} {ref: edge.from})
MATCH (to:${quote(kind.to)} {ref: edge.to})
CREATE (from)-[link:${quote(kind.name)}]->(to)
SET link = edge.properties`

/** $edges: [{ from, to, validFrom, claim }]. */
export const removeEdges = (kind: EdgeKind): string => `UNWIND $edges AS edge
MATCH (from:${quote(kind.from)} {ref: edge.from})-[link:${quote(kind.name)}]->(to:${quote(kind.to)} {ref: edge.to})
WHERE link.claim = edge.claim AND link.validFrom = edge.validFrom
DELETE link`

/** $former: [{ ref, scheme, value }]. */
export const writeFormerIdentifiers = (type: string): string => `UNWIND $former AS former
MATCH (entity:${quote(type)} {ref: former.ref})
MERGE (identifier:FormerIdentifier {value: former.value, scheme: former.scheme, type: '${type}'})
MERGE (identifier)-[:NAMED]->(entity)`

/** $former: [{ ref, scheme, value }] that the entity's field shows again. */
export const removeFormerIdentifiers = (type: string): string => `UNWIND $former AS former
MATCH (identifier:FormerIdentifier {value: former.value})-[named:NAMED]->(entity:${quote(type)} {ref: former.ref})
WHERE identifier.scheme = former.scheme AND identifier.type = '${type}'
DELETE named
WITH DISTINCT identifier
WHERE NOT EXISTS { (identifier)-[:NAMED]->() }
DELETE identifier`

/** Constraints and indexes the graph of a model needs, each with what asks for it; those of a list are made together. */
export const schemaStatements = (model: Model): readonly (readonly string[])[] => [
  [
    'CREATE CONSTRAINT applied_one IF NOT EXISTS FOR (applied:Applied) REQUIRE applied.one IS UNIQUE',
    // Every lookup by ref and every write.
    ...[...model.types.keys()].map((type) => `CREATE CONSTRAINT ${quote(`ref_${type}`)} IF NOT EXISTS FOR (entity:${quote(type)}) REQUIRE entity.ref IS UNIQUE`),
  ],
  [
    'CREATE INDEX former_identifier_value IF NOT EXISTS FOR (identifier:FormerIdentifier) ON (identifier.value)',
    // order(id:), entities(identifier:), and filters: see indexed-properties.ts for why these.
    ...[...model.types.values()].flatMap((type) => indexedProperties(model, type).map(({ property }) =>
      `CREATE INDEX ${quote(`filter_${type.name}_${property}`)} IF NOT EXISTS FOR (entity:${quote(type.name)}) ON (entity.${quote(property)})`)),
  ],
]
