import { setTimeout as wait } from 'node:timers/promises'
import { findRecall, type FoundRecall } from '../graph/find-recall.ts'
import type { Nowhere } from '../graph/recall-starts.ts'
import { suggestNearest } from '../graph/find-nearest.ts'
import { readApplied } from '../graph/read-applied.ts'
import type { Role } from '../model/entity-type.ts'
import { nameOf, type Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { rulesInForce } from '../model/arbitration.ts'
import { planNearestIdentifier } from '../plan/plan-nearest.ts'
import { notModelled, sourcesOfUnits } from '../plan/recall-columns.ts'
import { scopeAsked, scopeShown, type PartAsked, type RecallPart } from '../plan/recall-scope.ts'
import { problem } from '../problems/problem.ts'
import type { UnitStream } from '../recall/delta.ts'
import { FATES } from '../vocabulary/graph-property.ts'
import { instant } from '../vocabulary/instant.ts'
import { fateOf, type Gaps, type JsonObject, type NearMatch, type SourceGap, type UnitDisposition } from '../vocabulary/recall.ts'
import { byRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { RecallFound } from '../open-recalls.ts'
import type { RecallAnswered, RecallRest } from '../journal/freeze-recall.ts'
import type { Applied } from '../vocabulary/applied.ts'
import { findNearMatches, isAbout, whoTheyAre } from './find-near-matches.ts'
import { overdueSources } from './receipt.ts'
import { findStarts } from './resolvers/find-starts.ts'
import type { RequestContext } from './request-context.ts'

/** A scope with more than this share of all units, and not a handful, is asked about again. */
const WIDE_PERCENT = 10
const HANDFUL = 100
/** Rows that a scope may be read from: a unit is met once, and read once more where there are many. */
const MOST_ROWS = 20_000_000
/** Entities in circles that are named. */
const MOST_CIRCULAR = 1_000

/** A scope as it is now. What is told of its units is told once; all else when the last of them has passed. */
export interface Scope {
  /** The question at the moment at which it was found. */
  readonly context: RequestContext
  readonly answered: RecallAnswered
  readonly found: FoundRecall
  readonly lots: () => RecallRest['lots']
  readonly nearMatches: () => Promise<readonly NearMatch[]>
  readonly gaps: () => Promise<Gaps>
}

/** What a recall's scope is about at the moment of a question, which may be anybody, and nobody. RECALL_NOT_WALKED. */
export const findKept = (question: RequestContext, parts: readonly RecallPart[]): Promise<Scope> => findAt(() => question, question, parts)

/** `momentOf`: asked when the graph stands still, before anything is read of it but how far it has come. */
const findAt = async (momentOf: () => RequestContext, question: RequestContext, parts: readonly RecallPart[]): Promise<Scope> => {
  question.reader.allow(MOST_ROWS)
  const { context, asked, found, applied } = await findStill(momentOf, question, parts)
  const { model, now } = context
  const standing = await context.journal.standing(applied)
  return {
    context, found,
    lots: () => lotsOf(model, found),
    nearMatches: () => findNearMatches(context, asked, found),
    gaps: async () => ({ sources: await gapsOf(context, standing), notModelled: notModelled(model), undated: found.told.undated, circular: found.circular.slice(0, MOST_CIRCULAR) }),
    answered: { scope: scopeShown(parts) as RecallAnswered['scope'], asOf: now, knownAt: instant(Math.min(now, standing.waitingSince ?? now)), seq: applied.seq, frozenUnder: frozenUnder(model) },
  }
}

/** What a scope is about, ready to be frozen, and by what it was answered. */
export interface ScopeFound {
  readonly found: RecallFound
  readonly answered: RecallAnswered
}

/**
 * Finds whom a scope concerns that is to be frozen, by the clock when the graph stood still and not by that of the question, which may have waited: all that is shown had been told by
 * then. Refused as `openRecall` says, some of it only when the last unit is told. `isConfirmed`: also a wide one.
 */
export const findScope = async (question: RequestContext, parts: readonly RecallPart[], isConfirmed: boolean): Promise<ScopeFound> => {
  const { context, found, answered, lots, nearMatches, gaps } = await findAt(() => question.anew(), question, parts)
  await refuseNowhere(context, found, nearMatches)
  const mostTold = isConfirmed ? Infinity : await mostUnconfirmed(context)
  const units = async function* (): UnitStream {
    yield* found.units()
    const { size } = found.told
    if (size === 0 && found.lots.size === 0) throw problem('RECALL_OF_NOTHING', { parts: parts.length, nearest: named(await nearMatches()) })
    if (size > mostTold) throw problem('RECALL_TOO_WIDE', { units: size, all: await countUnits(context), percent: WIDE_PERCENT })
  }
  return { found: { units: units(), rest: async () => ({ lots: lots(), candidates: await nearMatches(), gaps: await gaps(), concerned: (refs) => concernedOf(context, found, refs) }) }, answered }
}

/** Of some entities those that a scope is about, by whom their refs name now. */
const concernedOf = async (context: RequestContext, found: FoundRecall, refs: readonly Ref[]): Promise<ReadonlySet<Ref>> => {
  const named = await whoTheyAre(context, refs)
  return new Set(refs.filter((ref) => named(ref).some(isAbout(found))))
}

/** Of sources that speak of units: those that should have been heard of again, and those whose numbers have gaps. */
const gapsOf = async ({ model, journal, now }: RequestContext, standing: Parameters<typeof overdueSources>[1]): Promise<readonly SourceGap[]> => {
  const overdue = new Map(overdueSources(model, standing, now).map((gap) => [gap.source, gap]))
  const gaps = await Promise.all([...sourcesOfUnits(model)].map(async (source): Promise<readonly SourceGap[]> => {
    const by = model.sources.get(source)?.gapless
    const missing = by === undefined ? undefined : await journal.recalls.missing(source, by)
    const late = overdue.get(source)
    return late === undefined && missing === undefined ? [] : [{ source, ...late, ...(missing === undefined ? {} : { missing }) }]
  }))
  return gaps.flat()
}

/** Refs that are nobody's are refused, and those of placeholders that have come lead to whom they are now. */
const withKnownStarts = (context: RequestContext, asked: readonly PartAsked[]): Promise<readonly PartAsked[]> => Promise.all(asked.map(async (part) =>
  part.from === undefined ? part : { ...part, from: (await findStarts(context, part.from)).map(({ ref }) => ref) }))

/** A graph that takes in a change between two steps, or has taken in a part of one, may show a unit at neither of two places: it is found again. */
const LONGEST_MS = 60_000
const PAUSE_MS = 50

interface FoundStill extends Pick<Scope, 'context' | 'found'> {
  readonly asked: readonly PartAsked[]
  readonly applied: Applied
}

/** What is found of a scope while nothing was applied to the graph: commits of this program are held off. RECALL_NOT_WALKED where it never stood still. */
const findStill = async (momentOf: () => RequestContext, { reader, fanOut, elapsedMs, visit }: RequestContext, parts: readonly RecallPart[]): Promise<FoundStill> => {
  for (const ends = elapsedMs() + LONGEST_MS; elapsedMs() < ends; await wait(PAUSE_MS)) {
    const still = await visit.still(async () => {
      const applied = await readApplied(reader)
      if (applied.isPartial) return undefined
      const context = momentOf()
      const { model, now } = context
      const asked = await withKnownStarts(context, scopeAsked(model, parts, now))
      const found = await findRecall({ reader, model, now, fanOut: fanOut(), elapsedMs }, asked)
      return (await readApplied(reader)).batch === applied.batch ? { context, asked, found, applied } : undefined
    })
    if (still !== undefined) return still
  }
  throw problem('RECALL_NOT_WALKED', { stopped: ['MOVED'] })
}

const frozenUnder = (model: Model): JsonObject => ({
  model: nameOf(model),
  derivations: [...model.derivations.values()].flatMap(({ name, versions }) => versions.filter(({ lifecycle }) => lifecycle === 'ACTIVE').map(({ version }) => ({ name, version }))),
  arbitration: rulesInForce(model).map(({ name, version }) => ({ name, version })),
})

const ROLE_OF = { lot: 'LOT', serial: 'UNIT', di: 'PRODUCT' } as const satisfies Record<Nowhere['what'], Role>

const MOST_NAMED = 10
/** Near matches as a refusal names them. */
const named = (matches: readonly NearMatch[]): readonly string[] => matches.slice(0, MOST_NAMED).map(({ entity, reason }) => `${entity} (${reason})`)

/** A number under which nothing is known must not look like a recall of nobody. Named are the same lot of another product, else what is near by a slip, else what is spelt most like it. */
const refuseNowhere = async ({ reader, model }: RequestContext, { nowhere, ofOtherDi }: FoundRecall, nearMatches: Scope['nearMatches']): Promise<void> => {
  const [first] = nowhere
  if (first === undefined) return
  const texts = nowhere.filter(({ what }) => what === first.what).map(({ text }) => text)
  const nearest = async (): Promise<readonly string[] | undefined> => {
    if (ofOtherDi.size > 0) return [...ofOtherDi].map(([ref, product]) => `${ref} of ${product}`)
    const near = named((await nearMatches()).filter((match) => texts.includes(match.near)))
    const schemes = [...model.schemes.values()].filter(({ type }) => model.types.get(type)?.role === ROLE_OF[first.what])
    return near.length > 0 ? near : suggestNearest(reader, first.text, planNearestIdentifier(schemes, first.text))
  }
  throw problem('RECALL_NOWHERE', { what: first.what === 'di' ? 'device identifier' : `${first.what} number`, texts, nearest: await nearest() })
}

const countUnits = async ({ model, sizes }: RequestContext): Promise<number> => (await Promise.all(typesOf(model, 'UNIT').map(({ name }) => sizes(name)))).reduce((a, b) => a + b, 0)
const mostUnconfirmed = async (context: RequestContext): Promise<number> => Math.max(HANDFUL, await countUnits(context) * WIDE_PERCENT / 100)

/** How many pieces each lot was made of, and what is told of those that have no serial numbers. What may not be so takes nothing off; of a lot of which a unit was left out it says nothing how many were made. */
const lotsOf = (model: Model, { lots, told: units }: FoundRecall): RecallRest['lots'] => [...lots].map(([ref, values]) => {
  const attribute = units.lotsOfLeft.has(ref) ? undefined : model.recall.made.get(typeOfRef(ref))
  const made = attribute === undefined ? undefined : Number(values[attribute.name] ?? NaN)
  const told: Partial<Record<UnitDisposition, number>> = {}
  let doubtful = 0
  const fates = ((values[FATES] ?? []) as readonly string[]).map(fateOf)
  for (const { disposition, pieces = 0, isDoubtful } of fates) {
    if (isDoubtful) doubtful += pieces
    else told[disposition] = (told[disposition] ?? 0) + pieces
  }
  return { lot: ref, told, toldBy: [...new Set(fates.map(({ by }) => by))].sort(byRef), doubtful, ...(made === undefined || Number.isNaN(made) ? {} : { made }) }
})
