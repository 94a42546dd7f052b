import type { GraphFiles } from '../../src/graph/import-files.ts'
import type { Dump } from '../journal/dump-graph.ts'
import { readGraphFiles } from './read-graph-files.ts'

const plain = (properties: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(Object.keys(properties).sort().map((name) => [name, typeof properties[name] === 'bigint' ? Number(properties[name]) : properties[name]]))

/** A graph in files as `dumpGraph` shows one that is stored. */
export const dumpFiles = (files: GraphFiles): Dump => {
  const tables = readGraphFiles(files)
  const nodes = tables.filter(({ what, name }) => what === 'nodes' && name.endsWith(':Entity')).flatMap(({ name, rows }) => rows.map(({ properties }) => [String(properties['ref']), { labels: name.split(':').sort(), ...plain(properties) }] as const))
  const edges = tables.filter(({ what, name }) => what === 'relationships' && name !== 'NAMED').flatMap(({ name, rows }) => rows.map(({ ids, properties }) => `${ids[':START_ID(Entity)'] ?? ''} ${name} ${ids[':END_ID(Entity)'] ?? ''} ${JSON.stringify(plain(properties))}`))
  const identifiers = new Map(tables.filter(({ name }) => name === 'FormerIdentifier').flatMap(({ rows }) => rows.map(({ ids, properties }) => [ids[':ID(FormerIdentifier)'], properties] as const)))
  const former = tables.filter(({ name }) => name === 'NAMED').flatMap(({ rows }) => rows.map(({ ids }) => {
    const { type, scheme, value } = identifiers.get(ids[':START_ID(FormerIdentifier)']) ?? {}
    return [type, scheme, value, ids[':END_ID(Entity)']].map(String).join(' ')
  }))
  if (new Set(nodes.map(([ref]) => ref)).size !== nodes.length) throw new Error('dump-files: a node stands twice')
  return { nodes: Object.fromEntries(nodes.sort(([a], [b]) => (a < b ? -1 : 1))), edges: edges.sort(), former: former.sort() }
}
