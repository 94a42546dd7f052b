import DataLoader from 'dataloader'
import { holds, scopeOf } from '../../journal/propose-next.ts'
import { proposalKey, shareOf, type Measure, type MeasureKey, type Proposal } from '../../journal/proposals.ts'
import type { ProposalState } from '../../model/translation.ts'
import { pageSize } from '../../plan/bounds.ts'
import { decodeSealed, encodeSealed } from '../../plan/sealed-cursor.ts'
import { nearest } from '../../problems/nearest.ts'
import { problem } from '../../problems/problem.ts'
import { windowOf } from '../../settle/measure-window.ts'
import { instant } from '../../vocabulary/instant.ts'
import { makeRef, storedRef, typeOfRef, type Ref } from '../../vocabulary/ref.ts'
import { oncePerQuestion, planContext, type RequestContext, type Resolver } from '../request-context.ts'
import { loadAbout } from './claim-resolvers.ts'
import { groundsOf } from './grounds-of.ts'
import { isCounted, pageOf } from './journal-pages.ts'
import type { Translation } from '../../model/model.ts'

/** A measure with what it is of. */
interface MeasureOf {
  readonly translation: Translation
  readonly measure: Measure
}

const translationNamed = ({ model }: RequestContext, name: string): Translation => {
  const found = model.translations.get(name)
  if (found === undefined) throw problem('UNKNOWN_TRANSLATION', { translation: name, nearest: nearest(name, model.translations.keys()), known: [...model.translations.keys()] })
  return found
}

/** Whether the journal can hold a text at all. */
const isStored = (text: string): boolean => !text.includes('\0') && text.isWellFormed()
const groupOf = ({ group }: Measure): string | null => (group === '' ? null : group)
const isHeld = ({ model, now }: RequestContext, { measure: { every }, when }: Translation, measure: Measure): boolean =>
  holds(when, scopeOf(measure, windowOf(every, measure.windowFrom, model.timezone), now, model.timezone))

const measures: Resolver<Translation> = async (translation, args, context) => {
  const first = pageSize(args['first'])
  const seal = planContext(context, context.now).sealOf(['Translation.measures', translation.name])
  const [windowFrom, group] = typeof args['after'] === 'string' ? decodeSealed(seal, args['after'], ['whole', 'string']) : []
  const page = await context.journal.measures(translation.name, { first, ...(windowFrom === undefined ? {} : { after: { windowFrom: instant(Number(windowFrom)), group: String(group) } }) })
  return pageOf(page.measures.map((measure): MeasureOf => ({ translation, measure })), ({ measure }) => encodeSealed(seal, [measure.windowFrom, measure.group]), page, windowFrom !== undefined)
}

const proposals: Resolver<unknown> = async (_source, args, context, info) => {
  const first = pageSize(args['first'])
  const translation = typeof args['translation'] === 'string' ? args['translation'] : undefined
  if (translation !== undefined && !isStored(translation)) translationNamed(context, translation)
  const stage = typeof args['stage'] === 'string' ? args['stage'] as ProposalState : undefined
  const seal = planContext(context, context.now).sealOf(['Query.proposals', translation ?? null, stage ?? null])
  const after = typeof args['after'] === 'string' ? Number(decodeSealed(seal, args['after'], ['whole'])[0]) : undefined
  const page = await context.journal.proposals({ first, count: isCounted(info), ...(translation === undefined ? {} : { translation }), ...(stage === undefined ? {} : { stage }), ...(after === undefined ? {} : { after }) })
  // What one has proposed that the model lacks by now is listed; of a name that was never there nothing is.
  if (translation !== undefined && after === undefined && stage === undefined && page.proposals.length === 0) translationNamed(context, translation)
  return pageOf(page.proposals, ({ place }) => encodeSealed(seal, [place]), page, after !== undefined)
}

export const translationQueries: Readonly<Record<string, Resolver<unknown>>> = {
  translations: (_source, _args, { model }) => [...model.translations.values()],
  translation: (_source, args, context) => translationNamed(context, String(args['name'])),
  proposals,
}

const decide = (act: 'ACCEPTED' | 'REJECTED'): Resolver<unknown> => async (_source, args, context): Promise<Proposal> => {
  const [ref, grounds] = [storedRef(String(args['id'])), groundsOf(context, args)]
  if (!isStored(ref)) throw problem('PROPOSAL_UNKNOWN', { ref })
  return context.visit.outside(() => context.decides(ref, act, grounds))
}

export const proposalMutations: Readonly<Record<string, Resolver<unknown>>> = { acceptProposal: decide('ACCEPTED'), rejectProposal: decide('REJECTED') }

export const translationResolvers: Readonly<Record<string, Resolver<Translation>>> = {
  from: ({ measure }) => measure.over.domain,
  to: ({ proposes }) => proposes.type.domain,
  over: ({ measure }) => measure.over.name,
  every: ({ measure }) => measure.every,
  condition: ({ when }) => when.text,
  proposes: ({ proposes }) => proposes.type.name,
  measures,
}

/** Of many measures or proposals by one statement. */
const proposalByRef = (context: RequestContext, ref: Ref): Promise<Proposal | null> =>
  oncePerQuestion(context, 'proposals by ref', () => new DataLoader<Ref, Proposal | null>(async (refs) => (await context.journal.proposalsByRef(refs)).map((found) => found ?? null))).load(ref)
const measureAt = (context: RequestContext, key: MeasureKey): Promise<Measure | null> =>
  oncePerQuestion(context, 'measures', () => new DataLoader<MeasureKey, Measure | null>(async (keys) => (await context.journal.measuresAt(keys)).map((found) => found ?? null), { cache: false })).load(key)

/** A measure's own, of whatever has one. */
const NUMBERS: Readonly<Record<string, Resolver<{ readonly measure: Measure }>>> = {
  ...Object.fromEntries((['count', 'amount', 'groupCount', 'groupTotal', 'totalCount', 'total'] as const).map((name): [string, Resolver<{ readonly measure: Measure }>] => [name, ({ measure }) => measure[name]])),
  share: ({ measure: { amount, total } }) => shareOf(amount, total),
  groupShare: ({ measure: { amount, groupTotal } }) => shareOf(amount, groupTotal),
}

export const measureResolvers: Readonly<Record<string, Resolver<MeasureOf>>> = {
  window: ({ translation, measure }, _args, { model }) => windowOf(translation.measure.every, measure.windowFrom, model.timezone),
  group: ({ measure }) => groupOf(measure),
  ...NUMBERS,
  holds: ({ translation, measure }, _args, context) => isHeld(context, translation, measure),
  proposal: ({ translation, measure }, _args, context) => {
    const { timezone } = context.model
    return proposalByRef(context, makeRef(translation.proposes.type.name, proposalKey(translation, windowOf(translation.measure.every, measure.windowFrom, timezone), measure.group, timezone)))
  },
}

export const proposalResolvers: Readonly<Record<string, Resolver<Proposal>>> = {
  id: ({ ref }) => ref,
  entity: ({ ref }, _args, context, info) => (context.model.types.has(typeOfRef(ref)) ? loadAbout(context, info, ref, undefined) : null),
  group: ({ measure }) => groupOf(measure),
  ...NUMBERS,
  holds: async ({ translation: name, window, measure: { windowFrom, group } }, _args, context) => {
    const translation = context.model.translations.get(name)
    if (translation === undefined) return null
    // A window of another length is another one.
    if (windowOf(translation.measure.every, windowFrom, context.model.timezone).until !== window.until) return null
    const now = await measureAt(context, { translation: name, windowFrom, group })
    return now !== null && isHeld(context, translation, now)
  },
  decidedBy: ({ decision }) => decision?.actor,
  reason: ({ decision }) => decision?.reason,
  decidedAt: ({ decision }) => decision?.at,
}
