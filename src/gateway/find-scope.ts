import { setTimeout as wait } from 'node:timers/promises'
import { findRecall, type FoundRecall } from '../graph/find-recall.ts'
import { bearersOf, type Nowhere } from '../graph/recall-starts.ts'
import { suggestNearest } from '../graph/find-nearest.ts'
import { readApplied } from '../graph/read-applied.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import type { Role } from '../model/entity-type.ts'
import { nameOf, type Model } from '../model/model.ts'
import { typesOf } from '../model/types-of.ts'
import { rulesInForce } from '../model/arbitration.ts'
import { planNearestIdentifier } from '../plan/plan-nearest.ts'
import { notModelled, sourcesOfUnits } from '../plan/recall-columns.ts'
import { sameDi, scopeAsked, scopeShown, type PartAsked, type RecallPart } from '../plan/recall-scope.ts'
import { problem } from '../problems/problem.ts'
import type { UnitStream } from '../recall/delta.ts'
import { eachOnce, nearMatches } from '../recall/near-matches.ts'
import { variantsOf } from '../recall/near-texts.ts'
import { FATES } from '../vocabulary/graph-property.ts'
import { instant } from '../vocabulary/instant.ts'
import { fateOf, type UnitDisposition, type JsonObject, type NearMatch, type SourceGap } from '../vocabulary/recall.ts'
import { parseRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { RecallFound } from '../open-recalls.ts'
import type { RecallAnswered, RecallRest } from '../journal/freeze-recall.ts'
import type { Applied } from '../vocabulary/applied.ts'
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
/** Texts looked up for each that was asked for, and who they may name. */
const MOST_VARIANTS = 500
/** Of all together: of a long list the likeliest slips of each. */
const MOST_TEXTS = 20_000
const MOST_BEARERS = 10_000
const UNSEEN_TOGETHER = 10_000

/** What a scope is about, ready to be frozen, and by what it was answered. */
export interface ScopeFound {
  readonly found: RecallFound
  readonly answered: RecallAnswered
}

/** Finds whom a scope concerns now. Refused as `openRecall` says, some of it only when the last unit is told; `kept`: one that a recall has, which may concern anybody by now, and nobody. */
export const findScope = async (context: RequestContext, parts: readonly RecallPart[], isConfirmed: boolean | 'kept'): Promise<ScopeFound> => {
  const { model, now, reader } = context
  reader.allow(MOST_ROWS)
  const asked = await withKnownStarts(context, scopeAsked(model, parts, now))
  const { found, applied } = await findStill(context, asked)
  if (isConfirmed !== 'kept') await refuseNowhere(context, found)
  const mostTold = isConfirmed === false ? await mostUnconfirmed(context) : Infinity
  const standing = await context.journal.standing(applied)
  const units = async function* (): UnitStream {
    yield* found.units()
    const { size } = found.told
    if (isConfirmed !== 'kept' && size === 0 && found.lots.size === 0) throw problem('RECALL_OF_NOTHING', { parts: parts.length })
    if (size > mostTold) throw problem('RECALL_TOO_WIDE', { units: size, all: await countUnits(context), percent: WIDE_PERCENT })
  }
  return {
    found: {
      units: units(),
      rest: async () => ({ ...lotsOf(model, found), candidates: await candidatesOf(context, asked, found), gaps: { sources: await gapsOf(context, standing), notModelled: notModelled(model), undated: found.told.undated, circular: found.circular.slice(0, MOST_CIRCULAR) } }),
    },
    answered: { scope: scopeShown(parts) as RecallAnswered['scope'], asOf: now, knownAt: instant(now - Math.max(0, standing.lagMs ?? 0)), seq: applied.seq, frozenUnder: frozenUnder(model) },
  }
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

/** What is found of a scope while nothing was applied to the graph: commits of this program are held off. RECALL_NOT_WALKED where it never stood still. */
const findStill = async ({ reader, model, now, fanOut, elapsedMs, visit }: RequestContext, asked: readonly PartAsked[]): Promise<{ readonly found: FoundRecall; readonly applied: Applied }> => {
  for (const ends = elapsedMs() + LONGEST_MS; elapsedMs() < ends; await wait(PAUSE_MS)) {
    const still = await visit.still(async () => {
      const applied = await readApplied(reader)
      if (applied.isPartial) return undefined
      const found = await findRecall({ reader, model, now, fanOut: fanOut(), elapsedMs }, asked)
      return (await readApplied(reader)).batch === applied.batch ? { found, applied } : undefined
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

/** A number under which nothing is known must not look like a recall of nobody. */
const refuseNowhere = async ({ reader, model }: RequestContext, { nowhere, ofOtherDi }: FoundRecall): Promise<void> => {
  const [first] = nowhere
  if (first === undefined) return
  const schemes = [...model.schemes.values()].filter(({ type }) => model.types.get(type)?.role === ROLE_OF[first.what])
  const others = [...ofOtherDi].map(([ref, product]) => `${ref} of ${product}`)
  const nearest = others.length > 0 ? others : await suggestNearest(reader, first.text, planNearestIdentifier(schemes, first.text))
  throw problem('RECALL_NOWHERE', { what: first.what === 'di' ? 'device identifier' : `${first.what} number`, texts: nowhere.filter(({ what }) => what === first.what).map(({ text }) => text), nearest })
}

const countUnits = async ({ model, sizes }: RequestContext): Promise<number> => (await Promise.all(typesOf(model, 'UNIT').map(({ name }) => sizes(name)))).reduce((a, b) => a + b, 0)
const mostUnconfirmed = async (context: RequestContext): Promise<number> => Math.max(HANDFUL, await countUnits(context) * WIDE_PERCENT / 100)

/** How many pieces each lot was made of, and what is told of those that have no serial numbers. What may not be so takes nothing off; of a lot of which a unit was left out it says nothing how many were made. */
const lotsOf = (model: Model, { lots, told: units }: FoundRecall): Pick<RecallRest, 'lots' | 'doubtfulPieces'> => {
  let doubtfulPieces = 0
  const pieces = [...lots].map(([ref, values]) => {
    const attribute = units.lotsOfLeft.has(ref) ? undefined : model.recall.made.get(typeOfRef(ref))
    const made = attribute === undefined ? undefined : Number(values[attribute.name] ?? NaN)
    const told: Partial<Record<UnitDisposition, number>> = {}
    for (const { disposition, pieces: of = 0, isDoubtful } of ((values[FATES] ?? []) as readonly string[]).map(fateOf)) {
      if (isDoubtful) doubtfulPieces += of
      else told[disposition] = (told[disposition] ?? 0) + of
    }
    return { lot: ref, told, ...(made === undefined || Number.isNaN(made) ? {} : { made }) }
  })
  return { lots: pieces, doubtfulPieces }
}

/** Who may be meant too: lots and units of a number like one asked for, the same number of another product, and units that somebody has named as one of these lots and nobody else knows. */
const candidatesOf = async (context: RequestContext, asked: readonly PartAsked[], found: FoundRecall): Promise<readonly NearMatch[]> => {
  const { reader, model } = context
  const isIn = (ref: Ref): boolean => found.told.has(ref) || found.lots.has(ref)
  const texts = { LOT: [...new Set(asked.flatMap(({ lots }) => lots ?? []))], UNIT: [...new Set(asked.flatMap(({ unit }) => (unit === undefined ? [] : [unit.serial])))] }
  const like = await Promise.all((['LOT', 'UNIT'] as const).map(async (role) =>
    nearMatches(texts[role], await bearersOf({ reader, model }, role, texts[role].flatMap((text) => variantsOf(text, Math.min(MOST_VARIANTS, Math.ceil(MOST_TEXTS / texts[role].length)))), MOST_BEARERS), isIn)))
  const ofOther = [...found.ofOtherDi.keys()].map((entity): NearMatch => ({ entity, near: keyTextOf(texts.LOT, entity), reason: 'SAME_LOT_OTHER_DI' }))
  const undated = found.undated.map((entity): NearMatch => ({ entity, near: 'no date', reason: 'NO_DATE' }))
  return eachOnce([...like.flat(), ...ofOther, ...undated, ...await unseenOfScope(context, asked, found)])
}

const keyTextOf = (texts: readonly string[], ref: Ref): string => texts.find((text) => ref.endsWith(text)) ?? texts[0] ?? ref

/** Units that a link names by a UDI of the scope, and that no record tells of: somebody has such a unit in hand, or has misread one that is in the scope. Cost: every unit of the world that no record tells of, ten thousand a statement. */
const unseenOfScope = async ({ journal, model, now }: RequestContext, asked: readonly PartAsked[], found: FoundRecall): Promise<readonly NearMatch[]> => {
  const lots = new Set([...asked.flatMap(({ lots: given }) => given ?? []), ...found.lotTexts])
  const dis = asked.flatMap(({ di }) => di ?? [])
  // A part that names no lot and no origin is about a product, a range or both.
  const open = asked.filter(({ lots: given, unit, from, di, serials }) => given === undefined && unit === undefined && from === undefined && (di !== undefined || serials !== undefined))
  if (lots.size === 0 && open.length === 0) return []
  const near = (ref: Ref): NearMatch | undefined => {
    const written = parseRef(ref)?.identifier?.value
    if (written === undefined || found.told.has(ref)) return undefined
    const { lot, di, serial } = parseUdi(written, { now: new Date(now) })
    const isOther = di !== undefined && dis.length > 0 && !dis.some((one) => sameDi(one, di))
    if (lot !== undefined && lots.has(lot) && !isOther) return { entity: ref, near: lot, reason: 'UNKNOWN_UNIT_OF_LOT' }
    const part = open.find((one) => (one.di === undefined || (di !== undefined && sameDi(one.di, di))) && (one.serials === undefined || (serial !== undefined && isBetween(serial, one.serials))))
    if (part === undefined) return undefined
    return part.serials === undefined ? { entity: ref, near: part.di ?? '', reason: 'UNKNOWN_UNIT_OF_PRODUCT' } : { entity: ref, near: serial ?? '', reason: 'UNKNOWN_UNIT_IN_RANGE' }
  }
  const matches: NearMatch[] = []
  const units = typesOf(model, 'UNIT').map(({ name }) => name)
  for (let after = ''; ;) {
    const refs = await journal.recalls.unseen(units, after, UNSEEN_TOGETHER)
    matches.push(...refs.flatMap((ref) => near(ref) ?? []))
    if (refs.length < UNSEEN_TOGETHER) return matches
    after = refs.at(-1) ?? ''
  }
}

const isBetween = (serial: string, { from, to }: { readonly from: string; readonly to: string }): boolean => serial.length === from.length && serial >= from && serial <= to
