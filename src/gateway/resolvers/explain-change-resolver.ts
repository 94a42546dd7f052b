import { compareExplained, type Difference } from '../../explain/compare-explained.ts'
import type { VerdictExplained } from '../../explain/explain-order.ts'
import type { Explained } from '../../explain/explained.ts'
import { changeText, differenceText } from '../../explain/explanation-text.ts'
import type { AsOfReader } from '../../journal/journal-reads.ts'
import { chooseAny } from '../../plan/choose-version.ts'
import { instant } from '../../vocabulary/instant.ts'
import type { Ref } from '../../vocabulary/ref.ts'
import { answeredAt, momentAsked, worldOf, type Args, type RequestContext, type Resolver } from '../request-context.ts'
import { findOrderEver } from '../find-order-then.ts'
import { loadAbout, loadClaims, type ClaimInWorld } from './claim-resolvers.ts'
import { languageOf, type ExplainedInWorld } from './explanation-resolvers.ts'
import { noteUntracked } from './verdict-resolvers.ts'

/** One side of a change: nothing where nobody had told of the order by then. */
interface Side {
  readonly why: Explained | undefined
  readonly world: AsOfReader | undefined
}

interface Change {
  readonly before: Side
  readonly after: Side
  readonly differences: readonly Difference[]
}

export interface DifferenceInWorlds {
  readonly difference: Difference
  readonly change: Change
}

/** Cost: an order as of a moment, twice. */
export const resolveExplainChange: Resolver<unknown> = async (_source, args, context) => {
  const id = String(args['order'])
  const knownAts = [args['before'], args['after']].map((moment) => momentAsked(context, (moment ?? {}) as Args)?.knownAt ?? context.now)
  const ref = await findOrderEver(context, id, typeof args['domain'] === 'string' ? args['domain'] : undefined, instant(Math.min(context.now, ...knownAts)))
  const side = (moment: unknown): Promise<Side> => sideOf(context, { ref, id, definition: String(args['definition']) }, (moment ?? {}) as Args)
  const [before, after] = [await side(args['before']), await side(args['after'])]
  const differences = before.why === undefined || after.why === undefined ? [] : compareExplained(before.why, after.why)
  return { before, after, differences } satisfies Change
}

const sideOf = async (context: RequestContext, { ref, id, definition }: { readonly ref: Ref; readonly id: string; readonly definition: string }, moment: Args): Promise<Side> => {
  const past = momentAsked(context, moment)
  const at = past ?? { asOf: context.now, knownAt: context.now }
  answeredAt(context, at)
  const chosen = chooseAny(context.model, definition, typeof moment['version'] === 'number' ? moment['version'] : undefined, at.asOf)
  const { version } = chosen
  context.gathered.definitions.set(`${definition} ${version}`, { name: definition, version })
  const sideBy = (found: VerdictExplained | undefined, world: AsOfReader | undefined): Side => {
    for (const disputed of found?.disputed ?? []) context.gathered.unsettled.add(disputed)
    return { why: found?.why, world }
  }
  if (past === undefined) return sideBy((await context.journal.explain([{ order: ref, definition, version }], context.now))[0], undefined)
  if (at.isWhole === true) {
    const world = await worldOf(context, at)
    await world.entities([ref])
    return sideBy(world.explain(ref, definition, version), world)
  }
  noteUntracked(context, chosen)
  const world = await context.journal.orderAsOf(ref, at, { askedBy: id })
  return sideBy(world?.explain(world.order.ref, definition, version), world)
}

const placed = ({ why, world }: Side): ExplainedInWorld | null => (why === undefined ? null : { part: why, world })

export const verdictChangeResolvers: Readonly<Record<string, Resolver<Change>>> = {
  before: ({ before }) => placed(before),
  after: ({ after }) => placed(after),
  differences: (change) => change.differences.map((difference): DifferenceInWorlds => ({ difference, change })),
  text: ({ before, after, differences }, args) => changeText(languageOf(args), before.why, after.why, differences),
}

const partOf = ({ difference, change }: DifferenceInWorlds, side: 'before' | 'after'): ExplainedInWorld | null => {
  const { [side]: part, domain, entity } = difference
  return part === undefined ? null : { part, world: change[side].world, ...(domain === undefined ? {} : { domain }), ...(entity === undefined ? {} : { entity }) }
}

export const verdictDifferenceResolvers: Readonly<Record<string, Resolver<DifferenceInWorlds>>> = {
  domain: ({ difference }) => difference.domain ?? null,
  entity: ({ difference, change }, _args, context, info) =>
    difference.entity === undefined ? null : loadAbout(context, info, difference.entity, change[difference.after === undefined ? 'before' : 'after'].world),
  before: (source) => partOf(source, 'before'),
  after: (source) => partOf(source, 'after'),
  claims: async ({ difference, change }, _args, context): Promise<readonly ClaimInWorld[]> => {
    const of = (side: 'before' | 'after'): readonly string[] => difference[side]?.claims.map(({ id }) => id) ?? []
    const alone = async (side: 'before' | 'after', other: 'before' | 'after') => loadClaims(context, of(side).filter((id) => !of(other).includes(id)), change[side].world)
    return [...await alone('before', 'after'), ...await alone('after', 'before')]
  },
  text: ({ difference }, args) => differenceText(languageOf(args), difference),
}
