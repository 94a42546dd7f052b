import DataLoader from 'dataloader'
import type { KeptRecall } from '../../journal/recall-rows.ts'
import { scopeKept } from '../../plan/recall-scope.ts'
import { balanceOf } from '../../recall/balance.ts'
import { compareLots, compareRecalls, isEmpty, UnitsOfLots, type Change, type Changes, type RecallDelta, type UnitChange } from '../../recall/delta.ts'
import { compareNearMatches, type NearMatchChange, type NearMatchChanges } from '../../recall/near-matches.ts'
import type { LotTold, RecallUnit } from '../../vocabulary/recall.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { whoTheyAre } from '../find-near-matches.ts'
import { findKept } from '../find-scope.ts'
import { oncePerQuestion, type RequestContext, type Resolver } from '../request-context.ts'
import { loadClaims, type ClaimInWorld } from './claim-resolvers.ts'
import { entities, entity } from './named-entities.ts'

/** Claims told that say why something changed. */
const MOST_BECAUSE = 20

/** `seq`: the last place in the journal that what is frozen was answered by. */
interface Delta extends Pick<KeptRecall, 'seq'> {
  readonly units: RecallDelta
  readonly lots: Changes<LotTold>
  readonly nearMatches: NearMatchChanges
}

/** The scope asked again, beside what is frozen. Cost: that of opening, and what is frozen read once. */
export const resolveDelta: Resolver<KeptRecall> = async (recall, _args, context): Promise<Delta> => {
  const { recalls } = context.journal
  const now = await findKept(context, scopeKept(recall.scope as Parameters<typeof scopeKept>[0]))
  const ofLots = new UnitsOfLots()
  const units = await compareRecalls(recalls.everyUnit(recall.frozen), ofLots.pass(now.found.units()))
  const lots = await compareLots(recalls.everyLot(recall.frozen), [ofLots.lots(now.lots())])
  return { units, lots, nearMatches: compareNearMatches(await recalls.candidates(recall), await now.nearMatches()), seq: recall.seq }
}

type ChangeSince<T> = Change<T> & Pick<Delta, 'seq'>
type LotChangeSince = ChangeSince<LotTold> & { readonly units: readonly UnitChange[] }
type NearMatchSince = NearMatchChange & Pick<Delta, 'seq'>

export const recallDeltaResolvers: Readonly<Record<string, Resolver<Delta>>> = {
  empty: ({ units, lots, nearMatches }) => isEmpty(units) && isEmpty(lots) && nearMatches.changed === 0,
  added: ({ units }) => units.added,
  withdrawn: ({ units }) => units.withdrawn,
  changed: ({ units }) => units.changed,
  changes: ({ units, seq }) => units.changes.map((change) => ({ ...change, seq })),
  consigneesAdded: ({ units }, _args, context, info) => entities(context, info, units.consigneesAdded),
  consigneesWithdrawn: ({ units }, _args, context, info) => entities(context, info, units.consigneesWithdrawn),
  subjectsAdded: ({ units }, _args, context, info) => entities(context, info, units.subjectsAdded),
  subjectsWithdrawn: ({ units }, _args, context, info) => entities(context, info, units.subjectsWithdrawn),
  lotsChanged: ({ lots: { added, withdrawn, changed } }) => added + withdrawn + changed,
  lots: ({ lots, units: { changes: units }, seq }) => lots.changes.map((change): LotChangeSince => ({ ...change, units, seq })),
  nearMatchesChanged: ({ nearMatches }) => nearMatches.changed,
  nearMatches: ({ nearMatches, seq }) => nearMatches.changes.map((change): NearMatchSince => ({ ...change, seq })),
}

/** Claims of everything that is asked about, by entity, in one statement. */
const loadToldSince = (context: RequestContext, seq: number): DataLoader<Ref, readonly string[]> =>
  oncePerQuestion(context, `told since ${seq}`, () => new DataLoader<Ref, readonly string[]>((refs) => context.journal.recalls.toldSince(refs, seq, MOST_BECAUSE)))

/** Whom all near matches name, together. */
const loadWhoTheyAre = (context: RequestContext): DataLoader<Ref, readonly Ref[]> => oncePerQuestion(context, 'who they are', () => new DataLoader<Ref, readonly Ref[]>(async (refs) => refs.map(await whoTheyAre(context, refs))))

/** Ids of claims, `<seq>.<n>`, in the order in which they were told. */
const byPlace = (a: string, b: string): number => {
  const [one, other] = [a, b].map((id) => id.split('.').map(Number))
  return (one?.[0] ?? 0) - (other?.[0] ?? 0) || (one?.[1] ?? 0) - (other?.[1] ?? 0)
}

const becauseOf = async (context: RequestContext, refs: readonly Ref[], seq: number): Promise<readonly ClaimInWorld[]> => {
  const told = (await loadToldSince(context, seq).loadMany([...new Set(refs)])).flatMap((ids) => { if (ids instanceof Error) throw ids; return ids })
  return loadClaims(context, [...new Set(told)].sort(byPlace).slice(0, MOST_BECAUSE), undefined)
}

const sidesOf = <T>(change: Change<T>): readonly T[] => [...('before' in change ? [change.before] : []), ...('after' in change ? [change.after] : [])]
/** A unit, and what says what became of it, on either side. */
const saidOf = (change: UnitChange): readonly Ref[] => sidesOf(change).flatMap(({ ref, dispositionBy }) => [ref, ...(dispositionBy === undefined ? [] : [dispositionBy])])

export const recallChangeResolvers: Readonly<Record<string, Resolver<ChangeSince<RecallUnit>>>> = {
  unit: ({ ref }, _args, context, info) => entity(context, info, ref),
  before: (change) => ('before' in change ? change.before : null),
  after: (change) => ('after' in change ? change.after : null),
  because: (change, _args, context) => becauseOf(context, saidOf(change), change.seq),
}

export const recallLotChangeResolvers: Readonly<Record<string, Resolver<LotChangeSince>>> = {
  lot: ({ ref }, _args, context, info) => entity(context, info, ref),
  before: (change) => ('before' in change ? balanceOf(change.before) : null),
  after: (change) => ('after' in change ? balanceOf(change.after) : null),
  doubtfulBefore: (change) => ('before' in change ? change.before.doubtful : null),
  doubtfulAfter: (change) => ('after' in change ? change.after.doubtful : null),
  because: (change, _args, context) => {
    const units = change.units.filter((unit) => sidesOf(unit).some(({ lots }) => lots.includes(change.ref)))
    return becauseOf(context, [change.ref, ...sidesOf(change).flatMap(({ toldBy }) => toldBy), ...units.flatMap(saidOf)], change.seq)
  },
}

export const recallNearMatchChangeResolvers: Readonly<Record<string, Resolver<NearMatchSince>>> = {
  entity: ({ entity: ref }, _args, context, info) => entity(context, info, ref),
  because: async ({ entity: ref, seq }, _args, context) => becauseOf(context, await loadWhoTheyAre(context).load(ref), seq),
}
