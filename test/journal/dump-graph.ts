import type { Driver } from '../../src/graph/apply-change.ts'

export interface Dump {
  /** Each entity with its labels and properties, by ref. */
  readonly nodes: Readonly<Record<string, unknown>>
  /** Sorted. */
  readonly edges: readonly string[]
  /** Values beyond the one an identifier field shows, by which an entity is still found. Sorted. */
  readonly former: readonly string[]
}

const plain = (value: unknown): unknown => {
  if (typeof value === 'bigint') return Number(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null && 'toNumber' in value && typeof value.toNumber === 'function') return (value.toNumber as () => number)()
  return value
}
const sorted = (properties: Readonly<Record<string, unknown>>, drop: (name: string) => boolean): Record<string, unknown> =>
  Object.fromEntries(Object.keys(properties).filter((name) => !drop(name)).sort().map((name) => [name, plain(properties[name])]))

/** Claim ids tell the journal's order: left out where that may differ. */
const namesClaims = (name: string): boolean => name === 'claim' || name.endsWith('.evidence') || name.endsWith('.conflict')

/** Everything the graph shows, as one comparable value: whatever order it was written in, the same graph is the same dump. */
export const dumpGraph = async (driver: Driver, { claimIds }: { readonly claimIds: boolean }): Promise<Dump> => {
  const drop = (name: string): boolean => !claimIds && namesClaims(name)
  const nodes = await driver.executeQuery('MATCH (node:Entity) RETURN labels(node) AS labels, properties(node) AS properties')
  const edges = await driver.executeQuery('MATCH (from:Entity)-[edge]->(to:Entity) RETURN from.ref AS from, type(edge) AS name, to.ref AS to, properties(edge) AS properties')
  const former = await driver.executeQuery(`MATCH (identifier:FormerIdentifier)-[:NAMED]->(entity) RETURN identifier.type AS type, identifier.scheme AS scheme, identifier.value AS value, entity.ref AS ref`)
  return {
    nodes: Object.fromEntries(nodes.records.map((record) => {
      const properties = record.get('properties') as Record<string, unknown>
      return [String(properties['ref']), { labels: (record.get('labels') as string[]).toSorted(), ...sorted(properties, drop) }] as const
    }).sort(([a], [b]) => (a < b ? -1 : 1))),
    edges: edges.records.map((record) => `${String(record.get('from'))} ${String(record.get('name'))} ${String(record.get('to'))} ${JSON.stringify(sorted(record.get('properties') as Record<string, unknown>, drop))}`).sort(),
    former: former.records
      .map((record) => ['type', 'scheme', 'value', 'ref'].map((name) => String(record.get(name))).join(' ')).sort(),
  }
}
