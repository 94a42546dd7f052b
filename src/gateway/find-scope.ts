import { findRecall, type FoundRecall } from '../graph/find-recall.ts'
import { bearersOf, type Nowhere } from '../graph/recall-starts.ts'
import { suggestNearest } from '../graph/find-nearest.ts'
import { readApplied } from '../graph/read-applied.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import type { RecallRest } from '../journal/freeze-recall.ts'
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
import { parseRef, storedRef, typeOfRef, type Ref } from '../vocabulary/ref.ts'
import type { RecallFound } from '../open-recalls.ts'
import type { RecallAnswered } from '../journal/freeze-recall.ts'
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
const MOST_BEARERS = 1_000
const MOST_UNSEEN = 10_000

/** What a scope is about, ready to be frozen, and by what it was answered. */
export interface ScopeFound {
  readonly found: RecallFound
  readonly answered: RecallAnswered
}

/** Finds whom a scope concerns now. Refused as `openRecall` says, some of it only when the last unit is told. */
export const findScope = async (context: RequestContext, parts: readonly RecallPart[], isConfirmed: boolean): Promise<ScopeFound> => {
  const { model, now, reader } = context
  reader.allow(MOST_ROWS)
  const asked = await withKnownStarts(context, scopeAsked(model, parts, now))
  const { found, applied } = await findStill(context, asked)
  await refuseNowhere(context, found)
  const mostTold = isConfirmed ? Infinity : await mostUnconfirmed(context)
  const standing = await context.journal.standing(applied)
  const units = async function* (): UnitStream {
    yield* found.units()
    const { size } = found.told
    if (size === 0 && found.lots.size === 0) throw problem('RECALL_OF_NOTHING', { parts: parts.length })
    if (size > mostTold) throw problem('RECALL_TOO_WIDE', { units: size, all: await countUnits(context), percent: WIDE_PERCENT })
  }
  return {
    found: {
      units: units(),
      rest: async () => ({ lots: lotsOf(model, found), candidates: await candidatesOf(context, asked, found), gaps: { sources: await gapsOf(context, standing), notModelled: notModelled(model), undated: found.told.undated, circular: found.circular.slice(0, MOST_CIRCULAR) } }),
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

/** A graph that takes in a change between two steps may show a unit at neither of two places: it is found again. */
const MOST_TRIES = 3

/** What is found of a scope while nothing was applied to the graph. RECALL_NOT_WALKED where it never stood still. */
const findStill = async ({ reader, model, now, fanOut, elapsedMs }: RequestContext, asked: readonly PartAsked[]): Promise<{ readonly found: FoundRecall; readonly applied: Applied }> => {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const applied = await readApplied(reader)
    const found = await findRecall({ reader, model, now, fanOut: fanOut(), elapsedMs }, asked)
    if ((await readApplied(reader)).batch === applied.batch) return { found, applied }
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

/** How many pieces each lot was made of, and what is told of those that have no serial numbers. */
const lotsOf = (model: Model, { lots }: FoundRecall): RecallRest['lots'] => [...lots].map(([ref, values]) => {
  const attribute = model.recall.made.get(typeOfRef(ref))
  const made = attribute === undefined ? undefined : Number(values[attribute.name] ?? NaN)
  const told: Partial<Record<UnitDisposition, number>> = {}
  for (const { disposition, pieces = 0 } of ((values[FATES] ?? []) as readonly string[]).map(fateOf)) told[disposition] = (told[disposition] ?? 0) + pieces
  return { lot: ref, told, ...(made === undefined || Number.isNaN(made) ? {} : { made }) }
})

/** Who may be meant too: lots and units of a number like one asked for, the same number of another product, and units that somebody has named as one of these lots and nobody else knows. */
const candidatesOf = async (context: RequestContext, asked: readonly PartAsked[], found: FoundRecall): Promise<readonly NearMatch[]> => {
  const { reader, model } = context
  const isIn = (ref: Ref): boolean => found.told.has(ref) || found.lots.has(ref)
  const texts = { LOT: [...new Set(asked.flatMap(({ lots }) => lots ?? []))], UNIT: [...new Set(asked.flatMap(({ unit }) => (unit === undefined ? [] : [unit.serial])))] }
  const like = await Promise.all((['LOT', 'UNIT'] as const).map(async (role) =>
    nearMatches(texts[role], await bearersOf({ reader, model }, role, texts[role].flatMap((text) => variantsOf(text, MOST_VARIANTS)), MOST_BEARERS), isIn)))
  const ofOther = [...found.ofOtherDi.keys()].map((entity): NearMatch => ({ entity, near: keyTextOf(texts.LOT, entity), reason: 'SAME_LOT_OTHER_DI' }))
  const undated = found.undated.map((entity): NearMatch => ({ entity, near: 'no date', reason: 'NO_DATE' }))
  return eachOnce([...like.flat(), ...ofOther, ...undated, ...await unseenOfLots(context, asked, found)])
}

const keyTextOf = (texts: readonly string[], ref: Ref): string => texts.find((text) => ref.endsWith(text)) ?? texts[0] ?? ref

/** Units that a link names by a UDI of one of these lots, and that no record tells of: somebody has such a unit in hand, or has misread one that is in the scope. */
const unseenOfLots = async ({ journal, model, now }: RequestContext, asked: readonly PartAsked[], found: FoundRecall): Promise<readonly NearMatch[]> => {
  const lots = new Set([...asked.flatMap(({ lots: given }) => given ?? []), ...found.lotTexts])
  const dis = asked.flatMap(({ di }) => di ?? [])
  if (lots.size === 0) return []
  const units = typesOf(model, 'UNIT').map(({ name }) => name)
  return (await journal.recalls.unseen(units, MOST_UNSEEN)).flatMap((ref): readonly NearMatch[] => {
    const written = parseRef(ref)?.identifier?.value
    if (written === undefined || found.told.has(storedRef(ref))) return []
    const { lot, di } = parseUdi(written, { now: new Date(now) })
    const isOther = di !== undefined && dis.length > 0 && !dis.some((one) => sameDi(one, di))
    return lot === undefined || !lots.has(lot) || isOther ? [] : [{ entity: storedRef(ref), near: lot, reason: 'UNKNOWN_UNIT_OF_LOT' }]
  })
}
