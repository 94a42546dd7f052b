import fc from 'fast-check'
import { NoUnusedVariablesRule, parse, specifiedRules, validate, type ExecutionResult, type GraphQLSchema } from 'graphql'
import type { Driver } from 'neo4j-driver'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { executeOperation, executePlainly } from '../../src/gateway/execute/execute-operation.ts'
import { PlanCache } from '../../src/gateway/plan-cache.ts'
import { emptyGathered, type RequestContext } from '../../src/gateway/request-context.ts'
import { bindResolvers } from '../../src/gateway/schema/bind-resolvers.ts'
import { buildServedSchema } from '../../src/gateway/schema/build-served-schema.ts'
import { CommitGate, Visit } from '../../src/graph/commit-gate.ts'
import { prepareGraph } from '../../src/graph/apply-change.ts'
import type { Statement } from '../../src/compile/statement.ts'
import { GraphReader, type Row } from '../../src/graph/graph-reader.ts'
import type { JournalReads } from '../../src/journal/journal-reads.ts'
import type { Model } from '../../src/model/model.ts'
import { FanOut } from '../../src/plan/fan-out.ts'
import { problem } from '../../src/problems/problem.ts'
import { loadBakery, writeBakery } from './bakery-graph.ts'
import { NOON, openTestGraph } from './open-door.ts'
import { noDecisions, noMerges, noRecalls, noRehearsals, noRulings, quietJournal } from './quiet-journal.ts'
import { randomOperation, type RandomOperation } from './random-operation.ts'
import { worldOfNow } from './world-of-now.ts'

let driver: Driver
let model: Model
let schema: GraphQLSchema
let journal: JournalReads
let compiled: PlanCache
let plain: PlanCache

beforeAll(async () => {
  driver = await openTestGraph()
  const bakery = await loadBakery()
  model = bakery.model
  await prepareGraph(driver, model)
  await writeBakery(driver)
  schema = bindResolvers(buildServedSchema(model, bakery.sdl), model)
  const world = rememberWorld(worldOfNow(driver, model))
  journal = {
    ...quietJournal,
    orderAsOf: async (ref, at) => at.asOf < Date.parse('2026-03-02T00:00:00Z') ? undefined : world(ref, at),
    // Pages of seven fail: an error in the middle of an answer.
    claimsOf: async (refs, page) => {
      if (page.first === 7) throw problem('JOURNAL_AWAY', { what: 'read claims' })
      return quietJournal.claimsOf(refs, page)
    },
  }
  compiled = new PlanCache()
  plain = new PlanCache()
})
afterAll(async () => {
  await driver?.close()
})

const remembered = new Map<string, Promise<unknown>>()
const once = <T>(key: string, read: () => Promise<T>): Promise<T> => {
  const found = remembered.get(key) as Promise<T> | undefined ?? read()
  remembered.set(key, found)
  return found
}

/** The world in memory: what was read once of an order, an entity or a link is not read again. */
const rememberWorld = (worldOf: ReturnType<typeof worldOfNow>): ReturnType<typeof worldOfNow> => (order, at) => once(`${order} ${at.asOf} ${at.knownAt}`, async () => {
  const world = await worldOf(order, at)
  return {
    ...world,
    entities: (refs) => Promise.all(refs.map((ref) => once(ref, async () => (await world.entities([ref]))[0]))),
    linked: (refs, relation) => Promise.all(refs.map((ref) => once(`${ref} ${relation.owner}.${relation.field}`, async () => (await world.linked([ref], relation))[0] ?? []))),
  }
})

/** Sends a statement once, whoever asks it again. */
class RememberingReader extends GraphReader {
  override async read<T>(statement: Statement, decode: (row: Row, count: (rows: number) => void) => T): Promise<readonly T[]> {
    const rows = await once(JSON.stringify(statement), () => super.read(statement, (row) => row))
    return rows.map((row) => decode(row, () => undefined))
  }
}

const makeContext = (reader: GraphReader, together: boolean): RequestContext => ({
  model, journal, reader, visit: new Visit(new CommitGate()), now: NOON, elapsedMs: () => 0, answered: () => {}, explain: undefined, gathered: emptyGathered(), memo: new Map(), plans: together ? compiled : plain, together, cursorSecret: 'two roads', fanOut: () => new FanOut(() => undefined), sizes: async () => 0, merges: noMerges, governs: noRulings, decides: noDecisions, recalls: noRecalls, rehearsals: noRehearsals, questions: [], actor: undefined, journalName: 'test', receiptSent: undefined, repeated: undefined, anew: () => makeContext(reader, together),
})

/** All that leaves: the data's bytes, the errors, and what the receipt is made of. Errors that come from several reads under way at once come in any order. */
const told = ({ data, errors = [] }: ExecutionResult, { gathered }: RequestContext): unknown => ({
  data: JSON.stringify(data),
  errors: errors.map((error) => JSON.stringify({ ...error.toJSON(), code: (error.originalError as { code?: unknown } | undefined)?.code })).sort(),
  notes: [...gathered.notes].sort(), definitions: [...gathered.definitions.keys()].sort(), unsettled: [...gathered.unsettled].sort(), complete: gathered.complete,
})

/** Every question declares the same variables, whether it uses them or not. */
const RULES = specifiedRules.filter((rule) => rule !== NoUnusedVariablesRule)

const bothRoads = async ({ query, variables }: RandomOperation, Reader: typeof GraphReader): Promise<{ readonly ours: unknown; readonly again: unknown; readonly theirs: unknown; readonly failed: boolean } | undefined> => {
  const document = parse(query)
  if (validate(schema, document, RULES).length > 0) return undefined
  const ask = async (execute: typeof executeOperation, together: boolean): Promise<unknown> => {
    const context = makeContext(new Reader(driver), together)
    return told(await execute(schema, { document, operationName: 'Q', variables, context }), context)
  }
  const ours = await ask(executeOperation, true)
  const again = await ask(executeOperation, true)
  const theirs = await ask(executePlainly, false)
  return { ours, again, theirs, failed: (theirs as { readonly errors: readonly unknown[] }).errors.length > 0 }
}

it('four hundred questions of an order as of a time, errors among them, have the same bytes by the compiled road and by graphql-js', async () => {
  const seen = { valid: 0, failed: 0 }
  await fc.assert(fc.asyncProperty(randomOperation(schema, 'then'), async (operation) => {
    const both = await bothRoads(operation, RememberingReader)
    if (both === undefined) return
    seen.valid += 1
    if (both.failed) seen.failed += 1
    expect(both.ours).toEqual(both.theirs)
    expect(both.again).toEqual(both.theirs)
  }), { seed: 20261128, numRuns: 400 })
  // The corpus is what it says: few questions are invalid, and many meet errors.
  expect(seen.valid).toBeGreaterThan(350)
  expect(seen.failed).toBeGreaterThan(100)
  expect(seen.failed).toBeLessThan(seen.valid)
}, 120_000)

it('whatever hangs on a row has the same bytes when it is read in the row’s statement and when each page has its own', async () => {
  let valid = 0
  await fc.assert(fc.asyncProperty(randomOperation(schema, 'now'), async (operation) => {
    const both = await bothRoads(operation, GraphReader)
    if (both === undefined) return
    valid += 1
    expect(both.ours).toEqual(both.theirs)
    expect(both.again).toEqual(both.theirs)
  }), { seed: 1, numRuns: 18 })
  expect(valid).toBeGreaterThan(15)
}, 120_000)

/** More than eight pages hang on the order: too many for a statement that somebody waits for. */
const DEEP = `query Q($id: ID!) {
  order(id: $id) {
    slip
    payments { totalCount nodes { amount order { slip lines(first: 1) { totalCount nodes { pieces product { name } } } } } }
    lines { edges { cursor quantities node { pieces product { name } order { slip payments { nodes { amount } } one: lines(first: 1) { pageInfo { hasNextPage } nodes { pieces } } } } } }
    again: lines(first: 1) { nodes { product { name } order { payments(first: 1) { nodes { currency order { lines { nodes { pieces } } } } } } } }
  }
}`

/** Of each form of id, what it is first asked by and what afterwards; and statements of the answer once it is asked often: those that found nobody are asked for why. */
const IDS: readonly (readonly [form: string, ids: readonly [string, ...string[]], statements: readonly number[]])[] = [
  ['a number', ['A-7', 'A-8', 'V1', 'A-99', 'nobody'], [1, 1, 1, 1, 4]],
  ['a ref', ['Order/A-7', 'Order/A-8', 'Order/nobody'], [1, 1, 4]],
  ['a ref of what belongs to it', ['Payment/V1', 'Payment/V2'], [1, 1]],
  ['a ref of a number', ['Order/~sales.slip:A-99', 'Order/~sales.slip:A-7'], [1, 1]],
]

it.each(IDS)('a question asked again and again by %s is answered with the same bytes, found and read in one statement', async (_form, ids, statements) => {
  const document = parse(DEEP)
  expect(validate(schema, document, RULES)).toEqual([])
  const ask = async (execute: typeof executeOperation, together: boolean, id: string) => {
    const reader = new GraphReader(driver)
    const context = makeContext(reader, together)
    return { told: told(await execute(schema, { document, operationName: 'Q', variables: { id }, context }), context), statements: reader.sent.length }
  }
  const first = await ask(executeOperation, true, ids[0])
  for (let asked = 1; asked < 3; asked += 1) expect(await ask(executeOperation, true, ids[0])).toEqual(first)
  expect(first.statements).toBeGreaterThan(2)
  await compiled.inBackground(async () => {})
  const hot = []
  for (const id of ids) {
    const answered = await ask(executeOperation, true, id)
    expect(answered.told).toEqual((await ask(executePlainly, false, id)).told)
    hot.push(answered.statements)
  }
  expect(hot).toEqual(statements)
})
