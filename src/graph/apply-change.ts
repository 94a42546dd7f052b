import { readFileSync } from 'node:fs'
import neo4j, { isRetryableError, type Driver as GraphDriver, type Transaction } from 'neo4j-driver'
import { setTimeout as wait } from 'node:timers/promises'
import type { Model } from '../model/model.ts'
import { invariant } from '../problems/invariant.ts'
import { problem } from '../problems/problem.ts'
import type { EdgeImage, EdgeKey, GraphChange, Property } from '../settle/graph-change.ts'
import { typeOfRef } from '../vocabulary/ref.ts'
import { changeNodes, removeEdges, removeFormerIdentifiers, removeNodes, schemaStatements, writeEdges, writeFormerIdentifiers, writeNodes } from './apply-statements.ts'
import type { CommitGate } from './commit-gate.ts'
import { inGraph } from './graph-away.ts'
import { isStoredAsInteger } from './stored-as-integer.ts'

const text = (name: string): string => readFileSync(new URL(`../../cypher/write/${name}.cypher`, import.meta.url), 'utf8')
const LOCK_WATERMARK = text('lock-watermark')
const MOVE_WATERMARK = text('move-watermark')
/** One after the other: cut short, the graph can still be told from another program's. */
const EMPTY_GRAPH = ['remove-edges', 'remove-nodes', 'remove-watermark'].map(text)

/** The graph's connections, for those who pass them on without speaking Cypher. */
export type Driver = GraphDriver

export interface Watermark {
  readonly world: string
  readonly model: string
  readonly fingerprint: string
  /** Journal place the graph shows. */
  readonly seq: number
  /** Last outbox entry it holds. */
  readonly batch: number
}

/** The driver sends every JS number as a float, and a bigint as an integer. */
const stored = (name: string, value: Property | null): unknown => (typeof value === 'number' && isStoredAsInteger(name, value) ? BigInt(value) : value)
const storedAll = (properties: Readonly<Record<string, Property | null>>): Record<string, unknown> => {
  const out: Record<string, unknown> = {}
  for (const name in properties) out[name] = stored(name, properties[name] ?? null)
  return out
}

/** How long indexes over a graph that came in bulk may take to be filled. */
const INDEX_SECONDS = 3_600

/** Makes the constraints and indexes and waits until they are usable. What begins in one transaction is filled by one reading of the graph. */
export const prepareGraph = async (driver: GraphDriver, model: Model): Promise<void> =>
  inGraph('prepare the graph', async () => {
    const session = driver.session()
    try {
      for (const statements of schemaStatements(model)) {
        await session.executeWrite(async (transaction) => {
          for (const statement of statements) await transaction.run(statement)
        })
      }
      await session.run('CALL db.awaitIndexes($seconds)', { seconds: BigInt(INDEX_SECONDS) })
    } finally {
      await session.close()
    }
  })

export const readWatermark = async (driver: GraphDriver): Promise<Watermark | undefined> =>
  inGraph('read the watermark', async () => {
    const session = driver.session({ defaultAccessMode: neo4j.session.READ })
    try {
      const { records } = await session.run('MATCH (applied:Applied {one: true}) WHERE applied.world IS NOT NULL RETURN applied.world, applied.model, applied.fingerprint, applied.seq, applied.batch')
      return records[0] === undefined ? undefined : watermarkOf([...records[0].values()])
    } finally {
      await session.close()
    }
  })

/** Says of a graph that shows a model under a fingerprint of earlier releases by which it is known from now on. */
export const renameModel = async (driver: GraphDriver, fingerprint: string): Promise<void> =>
  inGraph('name the model', async () => {
    const session = driver.session({ defaultAccessMode: neo4j.session.WRITE })
    try {
      await session.run('MATCH (applied:Applied {one: true}) SET applied.fingerprint = $fingerprint', { fingerprint })
    } finally {
      await session.close()
    }
  })

const watermarkOf = ([world, model, fingerprint, seq, batch]: readonly unknown[]): Watermark => ({ world: String(world), model: String(model), fingerprint: String(fingerprint), seq: Number(seq), batch: Number(batch) })

/** What a change is applied to, and the gate that its commit takes. */
export interface ApplyWorld {
  readonly driver: GraphDriver
  readonly model: Model
  readonly gate: Pick<CommitGate, 'commit'>
}

/**
 * Waits before further tries of what the driver calls worth one, such as a memory pool that a question filled; outages are waited out by whoever
 * applies. The driver's own way of trying again commits by itself, past the gate.
 */
const RETRY_AFTER_MS = [500, 1_000]

/**
 * Applies one batch and moves the watermark, in one transaction; false when the graph already holds it. Cost: at most five statements an
 * entity type and three a relationship, whatever the batch.
 */
export const applyChange = async (world: ApplyWorld, change: GraphChange, to: Watermark): Promise<boolean> =>
  inGraph('apply to the graph', async () => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await applyOnce(world, change, to)
      } catch (error) {
        const pause = RETRY_AFTER_MS[attempt]
        if (pause === undefined || !(error instanceof Error && isRetryableError(error))) throw error
        await wait(pause)
      }
    }
  })

const applyOnce = async ({ driver, model, gate }: ApplyWorld, change: GraphChange, to: Watermark): Promise<boolean> => {
  const session = driver.session({ defaultAccessMode: neo4j.session.WRITE })
  try {
    const transaction = await session.beginTransaction()
    const row = (await transaction.run(LOCK_WATERMARK)).records[0]
    const world: unknown = row?.get('world')
    if (world !== null && world !== undefined && world !== to.world) throw problem('GRAPH_OF_ANOTHER_JOURNAL', { found: String(world), wanted: to.world })
    if (Number(row?.get('batch') ?? 0) >= to.batch) return false
    await applyNodes(transaction, change)
    await applyEdges(transaction, model, change)
    for (const [type, former] of Map.groupBy(change.former, (one) => typeOfRef(one.ref))) await applyFormer(transaction, type, former)
    for (const [type, refs] of Map.groupBy(change.gone, typeOfRef)) await transaction.run(removeNodes(type), { refs })
    await transaction.run(MOVE_WATERMARK, { ...to, seq: BigInt(to.seq), batch: BigInt(to.batch), more: change.more === true })
    await gate.commit(() => transaction.commit())
    return true
  } finally {
    // Rolls back what was not committed.
    await session.close()
  }
}

const applyNodes = async (transaction: Transaction, change: GraphChange): Promise<void> => {
  for (const [type, nodes] of Map.groupBy(change.nodes, (node) => typeOfRef(node.ref))) {
    const whole = nodes.filter((node) => node.whole)
    const changed = nodes.filter((node) => !node.whole)
    if (whole.length > 0) await transaction.run(writeNodes(type), { nodes: whole.map((node) => storedAll(node.properties)) })
    if (changed.length > 0) {
      const result = await transaction.run(changeNodes(type), { nodes: changed.map((node) => ({ ref: node.ref, properties: storedAll(node.properties) })) })
      invariant(Number(result.records[0]?.get('found')) === changed.length, 'applyNodes', `the graph lacks nodes of type ${type} that it was told of before`)
    }
  }
}

const applyFormer = async (transaction: Transaction, type: string, former: GraphChange['former']): Promise<void> => {
  const [shown, hidden] = [former.filter((one) => one.shown), former.filter((one) => !one.shown)]
  if (hidden.length > 0) await transaction.run(writeFormerIdentifiers(type), { former: hidden })
  if (shown.length > 0) await transaction.run(removeFormerIdentifiers(type), { former: shown })
}

const kindOf = (model: Model, edge: EdgeKey) => {
  const kind = model.edgeKinds.get(edge.kindId)
  invariant(kind !== undefined, 'applyEdges', `the model has no relation ${edge.kindId}`)
  return kind
}

const applyEdges = async (transaction: Transaction, model: Model, change: GraphChange): Promise<void> => {
  for (const edges of Map.groupBy(change.ended, (edge) => edge.kindId).values()) {
    const rows = edges.map((edge) => ({ from: edge.from, to: edge.to, claim: edge.claim, validFrom: BigInt(edge.validFrom) }))
    await transaction.run(removeEdges(kindOf(model, edges[0] as EdgeKey)), { edges: rows })
  }
  for (const edges of Map.groupBy(change.begun, (edge) => edge.kindId).values()) {
    const rows = edges.map((edge) => ({ from: edge.from, to: edge.to, properties: storedAll(edge.properties) }))
    const result = await transaction.run(writeEdges(kindOf(model, edges[0] as EdgeImage)), { edges: rows })
    const made = result.summary.counters.updates().relationshipsCreated
    // An end that is not there would drop the edge without a word.
    invariant(made === rows.length, 'applyEdges', `${rows.length - made} of ${rows.length} edges ${edges[0]?.kindId} have an end that the graph lacks`)
  }
}

/** Takes everything out of the graph. Cost: the graph; memory of the server: a place for each link. */
export const emptyGraph = async (driver: GraphDriver): Promise<void> =>
  inGraph('empty the graph', async () => {
    const session = driver.session({ defaultAccessMode: neo4j.session.WRITE })
    try {
      for (const statement of EMPTY_GRAPH) await session.run(statement)
    } finally {
      await session.close()
    }
  })
