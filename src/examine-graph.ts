import type { Driver } from './graph/apply-change.ts'
import { readImages, type ImageReader } from './graph/read-images.ts'
import type { Journal } from './journal/open-journal.ts'
import { sweepJournal, type Swept } from './journal/sweep-journal.ts'
import { belongingsThatDiffer } from './journal/write-belonging.ts'
import { verdictsThatDiffer } from './journal/write-verdicts.ts'
import type { Model } from './model/model.ts'
import { invariant } from './problems/invariant.ts'
import type { Property } from './settle/graph-change.ts'
import type { Instant } from './vocabulary/instant.ts'
import { typeOfRef } from './vocabulary/ref.ts'

/** One way in which the graph is not what follows from the journal. */
export interface Difference {
  readonly kind: 'VERDICT_DIFFERS' | 'BELONGING_DIFFERS' | 'NODE_MISSING' | 'NODE_DIFFERS' | 'EDGE_MISSING' | 'EDGE_DIFFERS' | 'IDENTIFIER_NOT_FINDABLE' | 'SURPLUS'
  /** The entity, or the entity an edge was stated about; of a surplus what there is too much of. */
  readonly about: string
  /** What is wrong, in names of relations, properties and counts, never in values: they may be anybody's. */
  readonly detail: string
}

export interface Examined {
  /** Journal place that was compared. */
  readonly seq: number
  readonly nodes: number
  readonly edges: number
  readonly differences: number
  /** The first hundred. */
  readonly listed: readonly Difference[]
}

export interface ExamineWorld {
  readonly model: Model
  readonly journal: Journal
  readonly driver: Driver
}

const MOST_LISTED = 100

const same = (expected: Property | undefined, found: unknown): boolean => JSON.stringify(expected) === JSON.stringify(found)
const namesThatDiffer = (expected: Readonly<Record<string, Property>>, found: Readonly<Record<string, unknown>>): readonly string[] =>
  [...new Set([...Object.keys(expected), ...Object.keys(found)])].filter((name) => !same(expected[name], found[name])).sort()

/**
 * Compares the graph, and what is kept of verdicts, with what follows from the journal, entity by entity and edge by edge, in both directions: what should be there is looked up,
 * what should not be is counted. The graph must have caught up, and nothing be told meanwhile. Cost: the world's claims and its graph, once.
 */
export const examineGraph = async ({ model, journal, driver }: ExamineWorld, now: Instant, onProgress: (entities: number) => void = () => {}, stretch?: number): Promise<Examined> =>
  readImages(driver, async (reader) => {
    const listed: Difference[] = []
    const total = { nodes: 0, edges: 0, former: 0, verdicts: 0, differences: 0 }
    const seq = await sweepJournal(journal, model, now, async (swept) => {
      for (const difference of await compareStretch(model, reader, swept)) note(listed, total, difference)
      for (const { order, of } of await verdictsThatDiffer(journal, swept.verdicts)) note(listed, total, { kind: 'VERDICT_DIFFERS', about: order, detail: `${of}, as it is kept for questions about all orders` })
      for (const order of await belongingsThatDiffer(journal, swept.belonging)) note(listed, total, { kind: 'BELONGING_DIFFERS', about: order, detail: 'who was its own and when, as it is kept for questions about all orders' })
      for (const verdicts of swept.verdicts.values()) total.verdicts += verdicts.length
      total.nodes += swept.nodes.length
      total.edges += swept.edges.length
      total.former += swept.former.filter((one) => !one.shown).length
      onProgress(total.nodes)
    }, stretch === undefined ? {} : { stretch })
    const counts = { ...await reader.counts(), verdicts: (await journal.query<{ count: number }>('select count(*)::integer as count from verdict')).rows[0]?.count ?? 0 }
    for (const what of ['nodes', 'edges', 'former', 'verdicts'] as const) {
      if (counts[what] > total[what]) note(listed, total, { kind: 'SURPLUS', about: what, detail: `${what === 'verdicts' ? 'the journal keeps' : 'the graph holds'} ${counts[what]}, ${total[what]} follow from what was told` })
    }
    return { seq, nodes: total.nodes, edges: total.edges, differences: total.differences, listed }
  })

const note = (listed: Difference[], total: { differences: number }, difference: Difference): void => {
  total.differences += 1
  if (listed.length < MOST_LISTED) listed.push(difference)
}

const compareStretch = async (model: Model, reader: ImageReader, { nodes, edges, former }: Swept): Promise<readonly Difference[]> => {
  const differences: Difference[] = []
  for (const [type, images] of Map.groupBy(nodes, (node) => typeOfRef(node.ref))) {
    const found = await reader.nodes(type, images.map((image) => image.ref))
    for (const { ref, properties } of images) {
      const stored = found.get(ref)
      if (stored === undefined) differences.push({ kind: 'NODE_MISSING', about: ref, detail: `no ${type} with this ref` })
      else {
        const names = namesThatDiffer(properties, stored)
        if (names.length > 0) differences.push({ kind: 'NODE_DIFFERS', about: ref, detail: names.join(', ') })
      }
    }
  }
  for (const [kindId, images] of Map.groupBy(edges, (edge) => edge.kindId)) {
    const kind = model.edgeKinds.get(kindId)
    invariant(kind !== undefined, 'compareStretch', `the model has no relation ${kindId}`)
    const found = await reader.edges(kind, images)
    for (const [place, image] of images.entries()) {
      const [stored, ...more] = found[place] ?? []
      const name = `${kind.name} from ${image.from} to ${image.to}, claim ${image.claim}`
      if (stored === undefined) differences.push({ kind: 'EDGE_MISSING', about: image.from, detail: name })
      else if (more.length > 0) differences.push({ kind: 'EDGE_DIFFERS', about: image.from, detail: `${name}: stored ${more.length + 1} times` })
      else {
        const names = namesThatDiffer(image.properties, stored)
        if (names.length > 0) differences.push({ kind: 'EDGE_DIFFERS', about: image.from, detail: `${name}: ${names.join(', ')}` })
      }
    }
  }
  const hidden = former.filter((one) => !one.shown)
  if (hidden.length > 0) {
    const found = await reader.former(hidden)
    for (const [place, { ref, scheme }] of hidden.entries()) if (found[place] !== true) differences.push({ kind: 'IDENTIFIER_NOT_FINDABLE', about: ref, detail: `an earlier value of ${scheme}` })
  }
  return differences
}

