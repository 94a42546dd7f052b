import type { FoundRecall } from '../graph/find-recall.ts'
import { bearersOf, namedBy } from '../graph/recall-starts.ts'
import { parseUdi } from '../identifiers/parse-udi.ts'
import { typesOf } from '../model/types-of.ts'
import { sameDi, type PartAsked } from '../plan/recall-scope.ts'
import { eachOnce, nearMatches } from '../recall/near-matches.ts'
import { variantsOf } from '../recall/near-texts.ts'
import type { NearMatch } from '../vocabulary/recall.ts'
import { parseRef, type Ref } from '../vocabulary/ref.ts'
import type { RequestContext } from './request-context.ts'

/** Texts looked up for each that was asked for, and who they may name. */
const MOST_VARIANTS = 500
/** Of all together: of a long list the likeliest slips of each. */
const MOST_TEXTS = 20_000
const MOST_BEARERS = 10_000
const UNSEEN_TOGETHER = 10_000

/** Whether a scope is about an entity, when all its units were told: a unit of it, or a lot that it goes by. */
export const isAbout = ({ told, goneBy }: FoundRecall) => (ref: Ref): boolean => told.has(ref) || goneBy.has(ref)

/** Who may be meant too: lots and units of a number like one asked for, the same number of another product, and units that somebody has named as one of these lots and nobody else knows. */
export const findNearMatches = async (context: RequestContext, asked: readonly PartAsked[], found: FoundRecall): Promise<readonly NearMatch[]> => {
  const { reader, model } = context
  const isIn = isAbout(found)
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

/** Whom refs of near matches name: a label's own ref is nobody's any more when a record has told whose label it is. Cost: a statement for each scheme that labels are of. */
export const whoTheyAre = async (context: RequestContext, refs: readonly Ref[]): Promise<(ref: Ref) => readonly Ref[]> => {
  const named = await namedBy(context, refs, MOST_BEARERS)
  return (ref) => [...new Set([ref, ...named.get(ref) ?? []])]
}
